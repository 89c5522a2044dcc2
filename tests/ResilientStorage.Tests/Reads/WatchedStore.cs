using System.Buffers;
using ResilientStorage.Stores;

namespace ResilientStorage.Reads;

/// <summary>A store that tells what is opened and closed, and may do something first.</summary>
internal sealed class WatchedStore(IObjectStore inner) : IObjectStore
{
    public Action<string, ByteRange?>? OnOpen { get; set; }

    /// <summary>Runs before an object is opened.</summary>
    public Func<string, Task>? BeforeOpen { get; set; }

    public Action? OnClose { get; init; }

    public ObjectStoreCapabilities Capabilities => inner.Capabilities;

    public Task<StoredObject> PutAsync(string objectKey, ReadOnlySequence<byte> content, PutObjectOptions options, CancellationToken cancellationToken = default) => inner.PutAsync(objectKey, content, options, cancellationToken);

    public async Task<ObjectDownload> OpenReadAsync(string objectKey, ByteRange? range, CancellationToken cancellationToken = default)
    {
        if (BeforeOpen is { } before)
        {
            await before(objectKey);
        }

        var download = await inner.OpenReadAsync(objectKey, range, cancellationToken);
        OnOpen?.Invoke(objectKey, range);
        return new ObjectDownload(new WatchedStream(download.Content, OnClose), download.ContentLength, download.ObjectLength);
    }

    public Task<ObjectHead?> FindAsync(string objectKey, CancellationToken cancellationToken = default) => inner.FindAsync(objectKey, cancellationToken);

    public Task<IReadOnlyList<ObjectDeletion>> DeleteAsync(IReadOnlyList<ObjectToDelete> objects, CancellationToken cancellationToken = default) => inner.DeleteAsync(objects, cancellationToken);

    public IAsyncEnumerable<ObjectEntry> ListAsync(string prefix, string? startAfter = null, CancellationToken cancellationToken = default) => inner.ListAsync(prefix, startAfter, cancellationToken);

    private sealed class WatchedStream(Stream content, Action? onClose) : Stream
    {
        private bool _isClosed;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => content.ReadAsync(buffer, cancellationToken);

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (!_isClosed)
            {
                _isClosed = true;
                onClose?.Invoke();
            }

            content.Dispose();
            base.Dispose(disposing);
        }
    }
}
