namespace ResilientStorage.PostgreSql.Tests;

/// <summary>Tests with a schema of their own; a skipped one makes none.</summary>
public abstract class LedgerDatabaseTests : IAsyncLifetime, IAsyncDisposable
{
    private LedgerDatabase? _database;

    private protected LedgerDatabase Db => _database ??= new LedgerDatabase();

    public virtual Task InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }
}
