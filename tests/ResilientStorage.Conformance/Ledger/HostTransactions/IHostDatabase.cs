using System.Data.Common;

namespace ResilientStorage.Conformance;

/// <summary>What a fixture adds whose ledgers take part in transactions of the host.</summary>
public interface IHostDatabase
{
    /// <summary>Opens a connection as a host has it, with settings of its own, to the database of the ledger. There is a table <c>photos</c> with a column <c>name</c>.</summary>
    Task<DbConnection> OpenHostAsync();

    /// <summary>Opens a connection to a database without a ledger.</summary>
    Task<DbConnection> OpenElsewhereAsync();

    /// <summary>Runs a statement on the ledger's own tables.</summary>
    Task ExecuteAsync(string sql);
}
