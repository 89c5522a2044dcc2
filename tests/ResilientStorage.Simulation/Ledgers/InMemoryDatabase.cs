using ResilientStorage.Ledger;
using ResilientStorage.Testing;

namespace ResilientStorage.Simulation.Ledgers;

internal sealed class InMemoryDatabase(TimeProvider clock, LedgerMistakes mistakes = LedgerMistakes.None) : ISimLedgerDatabase
{
    private readonly InMemoryLedgerDatabase _database = new(clock) { Mistakes = mistakes };

    public IResourceLedger Connect() => new InMemoryResourceLedger(_database);

    public string? FindProblem() => null;

    public void Dispose()
    {
    }
}
