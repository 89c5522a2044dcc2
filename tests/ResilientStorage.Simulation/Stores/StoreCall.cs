using System.Buffers;

using ResilientStorage.Simulation.Kernel;

namespace ResilientStorage.Simulation.Stores;

/// <summary>A call of a store, with the caller's buffer where it sends one.</summary>
internal sealed class StoreCall<T>(string store, string operation, string? key, Func<ReadOnlySequence<byte>, Task<T>> call, ReadOnlySequence<byte> content, Action<Exception?>? after) : SimCallBody<T>
{
    private ReadOnlySequence<byte> _content = content;

    // The buffer is read when the bytes arrive, not when the call begins: an engine that gives a buffer back too early is caught.
    public override T Effect()
    {
        try
        {
            var result = Effects.Now(call(_content));
            after?.Invoke(null);
            return result;
        }
        catch (StorageException e)
        {
            after?.Invoke(e);
            throw;
        }
    }

    public override void Detach() => _content = new ReadOnlySequence<byte>(_content.ToArray());

    public override Exception MakeError(CallFault fault) => fault == CallFault.Refused
        ? new StorageException(StorageErrorKind.Throttled, $"{store} refuses {operation} (simulated).") { Store = store, Operation = operation, Key = key }
        : new StorageException(StorageErrorKind.Timeout, $"{store} did not answer {operation} (simulated).") { Store = store, Operation = operation, Key = key };
}
