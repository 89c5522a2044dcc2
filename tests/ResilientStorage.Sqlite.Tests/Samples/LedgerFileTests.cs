namespace ResilientStorage.Sqlite.Tests;

/// <summary>Tests with a database file of their own.</summary>
public abstract class LedgerFileTests : IAsyncLifetime, IAsyncDisposable
{
    private protected LedgerFile Db { get; } = new();

    public virtual Task InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        await Db.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
