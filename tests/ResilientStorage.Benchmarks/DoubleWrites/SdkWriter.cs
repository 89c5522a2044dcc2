using Amazon.S3;
using Amazon.S3.Model;

namespace ResilientStorage.Benchmarks.DoubleWrites;

/// <summary>What a developer writes by hand on the SDK: PutObject twice. No ledger, no hashes, no clean-up, nothing verified.</summary>
internal sealed class SdkWriter(WriterContext context, string name, bool atOnce, bool chunked = false, bool buffered = false) : IDoubleWriter
{
    private readonly AmazonS3Client _main = context.Servers.Client(context.Addresses.Main, chunked);
    private readonly AmazonS3Client _backup = context.Servers.Client(context.Addresses.Backup, chunked);

    public string Name => name;

    public async Task WriteAsync(Payload payload, string key)
    {
        var bytes = buffered ? await BufferAsync(payload) : new ArraySegment<byte>(payload.Bytes);
        var first = PutAsync(_main, context.Bucket, key, bytes, chunked);
        if (!atOnce)
        {
            await first;
        }

        await Task.WhenAll(first, PutAsync(_backup, context.Bucket, key, bytes, chunked));
    }

    public static Task PutAsync(AmazonS3Client client, string bucket, string key, ArraySegment<byte> bytes, bool chunked = false) => client.PutObjectAsync(new PutObjectRequest
    {
        BucketName = bucket,
        Key = key,
        InputStream = new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false),
        UseChunkEncoding = chunked,
    });

    public ValueTask DisposeAsync()
    {
        _main.Dispose();
        _backup.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>A request's body cannot be read twice, so many an app copies it to memory first.</summary>
    private static async Task<ArraySegment<byte>> BufferAsync(Payload payload)
    {
        var copy = new MemoryStream();
        await payload.Open().CopyToAsync(copy);
        return new ArraySegment<byte>(copy.GetBuffer(), 0, (int)copy.Length);
    }
}
