using System.Buffers;
using ResilientStorage.Resilience;
using ResilientStorage.Stores;

namespace ResilientStorage.Outages;

/// <summary>A store that hangs, dies, trickles or asks for a pause when the test says so, and stays on the test's thread with all of it.</summary>
internal sealed class TroubledStore(IObjectStore inner) : IObjectStore
{
    /// <summary>Every call that reached the store.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>Runs before each call: throws, hangs or lets it pass.</summary>
    public Func<string, CancellationToken, Task>? Trouble { get; set; }

    /// <summary>Runs before each read of a body, with the position.</summary>
    public Func<long, CancellationToken, Task>? BodyTrouble { get; set; }

    /// <summary>How many bytes a read of a body gives at most.</summary>
    public int Chunk { get; set; } = int.MaxValue;

    public ObjectStoreCapabilities Capabilities { get; init; } = inner.Capabilities;

    public void Hang() => Trouble = static (_, token) => Hanging.UntilCancelledAsync(token);

    public void Die() => Trouble = static (_, _) => throw new StorageException(StorageErrorKind.Unavailable, "connection refused.");

    public void Throttle(int calls, TimeSpan pause) =>
        Trouble = (_, _) => calls-- > 0 ? throw new StorageException(StorageErrorKind.Throttled, "slow down.") { RetryAfter = pause } : Task.CompletedTask;

    public void Heal() => (Trouble, BodyTrouble, Chunk) = (null, null, int.MaxValue);

    public int Count(string operation) => Calls.Count(call => call == operation);

    public async Task<StoredObject> PutAsync(string objectKey, ReadOnlySequence<byte> content, PutObjectOptions options, CancellationToken cancellationToken = default)
    {
        await MeetAsync("Put", cancellationToken).ConfigureAwait(false);
        return await inner.PutAsync(objectKey, content, options, cancellationToken).ConfigureAwait(false);
    }

    public async Task<ObjectDownload> OpenReadAsync(string objectKey, ByteRange? range, CancellationToken cancellationToken = default)
    {
        await MeetAsync("OpenRead", cancellationToken).ConfigureAwait(false);
        var download = await inner.OpenReadAsync(objectKey, range, cancellationToken).ConfigureAwait(false);
        return new ObjectDownload(new TroubledStream(this, download.Content), download.ContentLength, download.ObjectLength);
    }

    public async Task<ObjectHead?> FindAsync(string objectKey, CancellationToken cancellationToken = default)
    {
        await MeetAsync("Find", cancellationToken).ConfigureAwait(false);
        return await inner.FindAsync(objectKey, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<ObjectDeletion>> DeleteAsync(IReadOnlyList<ObjectToDelete> objects, CancellationToken cancellationToken = default)
    {
        await MeetAsync("Delete", cancellationToken).ConfigureAwait(false);
        return await inner.DeleteAsync(objects, cancellationToken).ConfigureAwait(false);
    }

    public async IAsyncEnumerable<ObjectEntry> ListAsync(string prefix, string? startAfter = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await MeetAsync("List", cancellationToken).ConfigureAwait(false);
        await foreach (var entry in inner.ListAsync(prefix, startAfter, cancellationToken).ConfigureAwait(false))
        {
            yield return entry;
        }
    }

    private Task MeetAsync(string operation, CancellationToken cancellationToken)
    {
        Calls.Add(operation);
        return Trouble?.Invoke(operation, cancellationToken) ?? Task.CompletedTask;
    }

    private sealed class TroubledStream(TroubledStore store, Stream content) : Stream
    {
        private long _position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (store.BodyTrouble is { } trouble)
            {
                await trouble(_position, cancellationToken).ConfigureAwait(false);
            }

            var read = await content.ReadAsync(buffer[..Math.Min(buffer.Length, store.Chunk)], cancellationToken).ConfigureAwait(false);
            _position += read;
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            content.Dispose();
            base.Dispose(disposing);
        }
    }
}
