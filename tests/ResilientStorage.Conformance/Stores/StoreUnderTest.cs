using ResilientStorage.Stores;

namespace ResilientStorage.Conformance.Stores;

/// <summary>A store, and what is to be cleaned up after its test.</summary>
public sealed class StoreUnderTest(IObjectStore store, Action? cleanUp = null, Func<Task>? cleanUpAsync = null) : IAsyncDisposable
{
    public IObjectStore Store => store;

    public async ValueTask DisposeAsync()
    {
        cleanUp?.Invoke();
        await (cleanUpAsync?.Invoke() ?? Task.CompletedTask);
    }
}
