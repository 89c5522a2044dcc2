using ResilientStorage.Benchmarks.Running;

namespace ResilientStorage.Benchmarks.DoubleWrites;

/// <summary>This library: both stores or neither, a ledger, hashes and block checksums.</summary>
internal sealed class EngineWriter(WriterContext context) : IDoubleWriter
{
    private readonly EngineHost _host = new(context.Servers, context.Addresses, context.Bucket);

    public string Name => "ResilientStorage";

    public string Schema => _host.Schema;

    public Task WriteAsync(Payload payload, string key) => _host.Storage.UploadAsync(key, payload.Open());

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
