using System.Net;
using System.Text;

namespace ResilientStorage.Tests.Invalidation.CloudFront.Api;

/// <summary>An answer's body that may be read only without blocking.</summary>
internal sealed class AsyncOnlyContent(string text) : HttpContent
{
    protected override Task<Stream> CreateContentReadStreamAsync() => Task.FromResult<Stream>(new AsyncOnlyStream(Encoding.UTF8.GetBytes(text)));

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stream.WriteAsync(Encoding.UTF8.GetBytes(text)).AsTask();

    protected override bool TryComputeLength(out long length)
    {
        length = Encoding.UTF8.GetByteCount(text);
        return true;
    }

    private sealed class AsyncOnlyStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("A read that blocks.");

        public override int Read(Span<byte> buffer) => throw new NotSupportedException("A read that blocks.");

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(base.Read(buffer.Span));
    }
}
