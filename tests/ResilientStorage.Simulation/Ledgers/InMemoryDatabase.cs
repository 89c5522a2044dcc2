using ResilientStorage.Ledger;
using ResilientStorage.Testing;

namespace ResilientStorage.Simulation.Ledgers;

internal sealed class InMemoryDatabase(TimeProvider clock, LedgerMistakes mistakes = LedgerMistakes.None) : ISimLedgerDatabase
{
    private readonly InMemoryLedgerDatabase _database = new(clock) { Mistakes = mistakes };

    public IResourceLedger Connect() => new InMemoryResourceLedger(_database);

    // I7, I8 and more; I9 is checked by the ledger in memory itself, at every edge. A planted mistake is to be found by what it does to bytes and answers.
    public string? FindProblem(IResourceLedger inspector, IReadOnlyList<string> keys) => mistakes == LedgerMistakes.None && LedgerInvariants.Check(_database) is { Count: > 0 } problems ? problems[0] : null;

    public void Dispose()
    {
    }
}
