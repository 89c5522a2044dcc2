using ResilientStorage.Stores;

namespace ResilientStorage.Conformance.Stores;

/// <summary>A store, and what is to be cleaned up after its test.</summary>
public sealed class StoreUnderTest(IObjectStore store, Action? cleanUp = null) : IAsyncDisposable
{
    public IObjectStore Store => store;

    public ValueTask DisposeAsync()
    {
        cleanUp?.Invoke();
        return ValueTask.CompletedTask;
    }
}
