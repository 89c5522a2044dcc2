using Amazon.S3;
using ResilientStorage.Benchmarks.Ledger;

namespace ResilientStorage.Benchmarks.DoubleWrites;

/// <summary>The least that the engine's promise can cost: the intent, both stores at once, the commit, each by bare calls.</summary>
internal sealed class SdkWithLedgerWriter(WriterContext context, string schema) : IDoubleWriter
{
    public const string Label = "bare: intent, Task.WhenAll, commit";

    private readonly AmazonS3Client _main = context.Servers.Client(context.Addresses.Main);
    private readonly AmazonS3Client _backup = context.Servers.Client(context.Addresses.Backup);
    private readonly BareLedger _ledger = new(context.Servers, schema);

    public string Name => Label;

    public async Task WriteAsync(Payload payload, string key)
    {
        var version = _ledger.Describe(key);
        await _ledger.BeginAsync(version);
        await Task.WhenAll(
            SdkWriter.PutAsync(_main, context.Bucket, version.ObjectKey, payload.Bytes),
            SdkWriter.PutAsync(_backup, context.Bucket, version.ObjectKey, payload.Bytes));
        await _ledger.CommitAsync(BareLedger.DescribeCommit(version.VersionId, payload.Bytes.Length));
    }

    public async ValueTask DisposeAsync()
    {
        _main.Dispose();
        _backup.Dispose();
        await _ledger.DisposeAsync();
    }
}
