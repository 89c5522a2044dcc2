namespace ResilientStorage.Abstractions.Tests.Resources;

/// <summary>A storage that holds one resource and remembers how it was called.</summary>
internal sealed class OneResourceStorage : IResilientStorage
{
    public byte[] Bytes { get; set; } = [];

    public UploadOptions? UploadOptions { get; private set; }

    public ReadOptions? ReadOptions { get; private set; }

    public CancellationToken Token { get; private set; }

    public Resource? Found { get; set; }

    public int Closed { get; private set; }

    /// <summary>Wraps the content of each download.</summary>
    public Func<Stream, Stream> Wrap { get; set; } = static stream => stream;

    public async Task<Resource> UploadAsync(string key, Stream content, UploadOptions? options = null, CancellationToken cancellationToken = default)
    {
        UploadOptions = options;
        Token = cancellationToken;
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy, cancellationToken);
        Bytes = copy.ToArray();
        return Describe(key);
    }

    public Task<ResourceDownload> OpenReadAsync(string key, ReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ReadOptions = options;
        Token = cancellationToken;
        var range = options?.Range;
        var stream = range is { } part ? new MemoryStream(Bytes, (int)part.Offset, (int)part.Length!.Value) : new MemoryStream(Bytes);
        return Task.FromResult(new ResourceDownload(Describe(key), new ClosingStream(Wrap(stream), () => Closed++), range));
    }

    public Task<Resource?> FindAsync(string key, CancellationToken cancellationToken = default)
    {
        Token = cancellationToken;
        return Task.FromResult(Found);
    }

    public IAsyncEnumerable<Resource> ListAsync(ResourceQuery? query = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public IAsyncEnumerable<ResourceVersion> ListVersionsAsync(string key, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task DeleteAsync(string key, DeleteOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<DeleteReport> DeleteManyAsync(IReadOnlyCollection<string> keys, DeleteOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<Resource> RestoreAsync(string key, RestoreOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<PurgeReport> PurgeAsync(string key, PurgeOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Resource Describe(string key) => new()
    {
        Key = key,
        VersionId = default,
        Length = Bytes.Length,
        Sha256 = "",
        CreatedAt = DateTimeOffset.UnixEpoch,
    };

    private sealed class ClosingStream(Stream inner, Action closed) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => inner.ReadAsync(buffer, cancellationToken);

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override ValueTask DisposeAsync()
        {
            closed();
            return base.DisposeAsync();
        }
    }
}
