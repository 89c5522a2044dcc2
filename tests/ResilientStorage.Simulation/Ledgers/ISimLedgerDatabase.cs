using ResilientStorage.Ledger;

namespace ResilientStorage.Simulation.Ledgers;

/// <summary>A database that outlives the nodes.</summary>
internal interface ISimLedgerDatabase : IDisposable
{
    /// <summary>A new ledger object on the database, as a process that starts makes one.</summary>
    IResourceLedger Connect();

    /// <summary>Checks the rows themselves after a transaction.</summary>
    /// <param name="inspector">A ledger of this database that no node uses.</param>
    /// <param name="keys">The keys of the run.</param>
    /// <returns>What is wrong; null when all is well.</returns>
    string? FindProblem(IResourceLedger inspector, IReadOnlyList<string> keys);
}
