using ResilientStorage.Ledger;

namespace ResilientStorage.Simulation.Ledgers;

/// <summary>A database that outlives the nodes.</summary>
internal interface ISimLedgerDatabase : IDisposable
{
    /// <summary>A new ledger object on the database, as a process that starts makes one.</summary>
    IResourceLedger Connect();

    /// <summary>Checks the rows themselves: I7, I8, I9. Null when all is well.</summary>
    string? FindProblem();
}
