namespace ResilientStorage.Stores.FileSystem;

/// <summary>A listing whose steps run on the reader's thread, since reading names has no asynchronous form, with errors mapped and cancellation looked at before every step.</summary>
internal sealed class MappedListing<T>(IEnumerable<T> items, Func<Exception, StorageException?> map, CancellationToken callerToken) : IAsyncEnumerable<T>
{
    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) => new Enumerator(items.GetEnumerator(), map, callerToken, cancellationToken);

    private sealed class Enumerator(IEnumerator<T> items, Func<Exception, StorageException?> map, CancellationToken first, CancellationToken second) : IAsyncEnumerator<T>
    {
        public T Current => items.Current;

        public ValueTask<bool> MoveNextAsync()
        {
            try
            {
                first.ThrowIfCancellationRequested();
                second.ThrowIfCancellationRequested();
                return ValueTask.FromResult(items.MoveNext());
            }
            catch (OperationCanceledException error)
            {
                return ValueTask.FromCanceled<bool>(error.CancellationToken);
            }
            catch (Exception error) when (map(error) is { } mapped)
            {
                return ValueTask.FromException<bool>(mapped);
            }
        }

        public ValueTask DisposeAsync()
        {
            items.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
