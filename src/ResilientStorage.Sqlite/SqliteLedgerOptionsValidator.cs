using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace ResilientStorage.Sqlite;

/// <summary>Finds what is wrong with options, as a sentence that says what to do. Never prints a connection string: it may hold a password.</summary>
internal sealed class SqliteLedgerOptionsValidator : IValidateOptions<SqliteLedgerOptions>
{
    private static readonly TimeSpan MaxBusyTimeout = TimeSpan.FromMinutes(10);

    public ValidateOptionsResult Validate(string? name, SqliteLedgerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return FindProblem(options) is { } problem ? ValidateOptionsResult.Fail(problem) : ValidateOptionsResult.Success;
    }

    private static string? FindProblem(SqliteLedgerOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.DataSource) == string.IsNullOrWhiteSpace(options.ConnectionString))
        {
            return "A SQLite ledger needs a place: set SqliteLedgerOptions.DataSource (a path such as 'ledger.db') or ConnectionString, and not both.";
        }

        if (options.BusyTimeout < TimeSpan.Zero || options.BusyTimeout > MaxBusyTimeout)
        {
            return $"SqliteLedgerOptions.BusyTimeout is {options.BusyTimeout}: give 0 to {MaxBusyTimeout}.";
        }

        if (!Enum.IsDefined(options.Schema))
        {
            return $"SqliteLedgerOptions.Schema is {options.Schema}: give SchemaMode.Create or SchemaMode.Verify.";
        }

        return options.ConnectionString is null ? FindProblemOfPlace(options.DataSource!) : FindProblemOfText(options.ConnectionString);
    }

    private static string? FindProblemOfText(string connectionString)
    {
        SqliteConnectionStringBuilder text;
        try
        {
            text = new SqliteConnectionStringBuilder(connectionString);
        }
        catch (ArgumentException)
        {
            return "SqliteLedgerOptions.ConnectionString is no connection string of Microsoft.Data.Sqlite: it looks like 'Data Source=ledger.db'. For a mere path, set DataSource.";
        }

        if (text.Cache == SqliteCacheMode.Shared)
        {
            return "SqliteLedgerOptions.ConnectionString has Cache=Shared, under which waiting for locks does not work: leave it out.";
        }

        if (text.Mode is SqliteOpenMode.Memory or SqliteOpenMode.ReadOnly)
        {
            return $"SqliteLedgerOptions.ConnectionString has Mode={text.Mode}: the ledger needs a file that it may write. Leave the mode out.";
        }

        return FindProblemOfPlace(text.DataSource);
    }

    private static string? FindProblemOfPlace(string place) => place.Length == 0 || place.Contains(":memory:", StringComparison.Ordinal) || place.StartsWith("file:", StringComparison.Ordinal)
        ? $"'{place}' is no path of a file: the ledger is what must not be lost, so it lies in a file. For tests there is UseInMemory of ResilientStorage.Testing."
        : null;
}
