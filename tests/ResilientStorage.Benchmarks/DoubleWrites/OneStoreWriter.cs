using Amazon.S3;
using Amazon.S3.Model;

namespace ResilientStorage.Benchmarks.DoubleWrites;

/// <summary>Bare SDK calls to the backup alone: either one PutObject whatever the length, or the requests that the engine makes for the length.</summary>
internal sealed class OneStoreWriter(WriterContext context, string name, bool likeEngine) : IDoubleWriter
{
    private const int PartSize = 8 << 20;
    private const int PartsInFlight = 4;

    private readonly AmazonS3Client _backup = context.Servers.Client(context.Addresses.Backup);

    public string Name => name;

    public Task WriteAsync(Payload payload, string key) => likeEngine && payload.Bytes.Length > PartSize * PartsInFlight
        ? WritePartsAsync(payload, key)
        : SdkWriter.PutAsync(_backup, context.Bucket, key, payload.Bytes);

    public ValueTask DisposeAsync()
    {
        _backup.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task WritePartsAsync(Payload payload, string key)
    {
        var upload = await _backup.InitiateMultipartUploadAsync(context.Bucket, key);
        var parts = new PartETag[(payload.Bytes.Length + PartSize - 1) / PartSize];
        await Parallel.ForAsync(0, parts.Length, new ParallelOptions { MaxDegreeOfParallelism = PartsInFlight }, async (index, token) =>
        {
            var offset = index * PartSize;
            var length = Math.Min(PartSize, payload.Bytes.Length - offset);
            var answer = await _backup.UploadPartAsync(
                new UploadPartRequest
                {
                    BucketName = context.Bucket,
                    Key = key,
                    UploadId = upload.UploadId,
                    PartNumber = index + 1,
                    PartSize = length,
                    InputStream = new MemoryStream(payload.Bytes, offset, length, writable: false),
                    UseChunkEncoding = false,
                },
                token);
            parts[index] = new PartETag(index + 1, answer.ETag);
        });
        await _backup.CompleteMultipartUploadAsync(new CompleteMultipartUploadRequest { BucketName = context.Bucket, Key = key, UploadId = upload.UploadId, PartETags = [.. parts] });
    }
}
