using ResilientStorage.Ledger;
using ResilientStorage.Simulation.Kernel;
using ResilientStorage.Sqlite;

namespace ResilientStorage.Simulation.Ledgers;

/// <summary>A real SQLite file in a folder of its own. Its calls complete synchronously, so the real ledger runs on the loop.</summary>
internal sealed class SqliteDatabase(TimeProvider clock) : ISimLedgerDatabase
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rs-simulation-").FullName;
    private readonly List<IAsyncDisposable> _ledgers = [];
    private readonly EdgeRules _edges = new();

    public IResourceLedger Connect()
    {
        var ledger = SqliteLedger.Create(new SqliteLedgerOptions { DataSource = Path.Combine(_folder, "ledger.db") }, clock);
        if (ledger is IAsyncDisposable disposable)
        {
            _ledgers.Add(disposable);
        }

        return ledger;
    }

    public string? FindProblem(IResourceLedger inspector, IReadOnlyList<string> keys) => _edges.FindProblem(inspector, keys);

    public void Dispose()
    {
        foreach (var ledger in _ledgers)
        {
            Effects.Now(ledger.DisposeAsync().AsTask());
        }

        Directory.Delete(_folder, recursive: true);
    }
}
