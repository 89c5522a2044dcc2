using Amazon.S3;
using Amazon.S3.Transfer;

namespace ResilientStorage.Benchmarks.DoubleWrites;

/// <summary>The SDK's own helper for files, once for each store.</summary>
internal sealed class TransferUtilityWriter(WriterContext context) : IDoubleWriter
{
    private readonly AmazonS3Client _main = context.Servers.Client(context.Addresses.Main);
    private readonly AmazonS3Client _backup = context.Servers.Client(context.Addresses.Backup);

    public string Name => "TransferUtility twice from a file";

    public async Task WriteAsync(Payload payload, string key)
    {
        foreach (var client in new[] { _main, _backup })
        {
            using var transfer = new TransferUtility(client);
            await transfer.UploadAsync(new TransferUtilityUploadRequest { FilePath = payload.Path, BucketName = context.Bucket, Key = key });
        }
    }

    public ValueTask DisposeAsync()
    {
        _main.Dispose();
        _backup.Dispose();
        return ValueTask.CompletedTask;
    }
}
