using ResilientStorage.Benchmarks.Running;

namespace ResilientStorage.Benchmarks.DoubleWrites;

/// <summary>The writers that can take part, and why others cannot.</summary>
internal sealed class WriterSet : IAsyncDisposable
{
    private readonly List<IDoubleWriter> _writers = [];
    private readonly List<string> _absent = [];

    public IReadOnlyList<IDoubleWriter> Writers => _writers;

    /// <summary>Notes for the document; empty when all are there.</summary>
    public IReadOnlyList<string> Absent => _absent;

    public T Add<T>(T writer)
        where T : IDoubleWriter
    {
        _writers.Add(writer);
        return writer;
    }

    /// <summary>Adds rclone where it is installed.</summary>
    public async Task<IDoubleWriter?> AddRcloneAsync(WriterContext context)
    {
        if (Tool.Find("rclone") is not null)
        {
            return Add(await RcloneWriter.StartAsync(context));
        }

        _absent.Add($"{RcloneWriter.Label}: not installed (`{RcloneWriter.Install}`).");
        return null;
    }

    public async Task AddActiveStorageAsync(WriterContext context)
    {
        if (Tool.Find("ruby") is not null && await ActiveStorageWriter.StartAsync(context) is { } writer)
        {
            Add(writer);
            return;
        }

        _absent.Add($"{ActiveStorageWriter.Label}: not installed (`{ActiveStorageWriter.Install}`).");
    }

    /// <summary>Has every writer write once and looks whether both stores hold it; one that its server refuses is left out.</summary>
    public async Task ProveAsync(BucketPair buckets, Payload payload)
    {
        foreach (var writer in _writers.ToList())
        {
            var key = TestServers.NewName();
            try
            {
                await writer.WriteAsync(payload, key);
            }
            catch (Amazon.S3.AmazonS3Exception e)
            {
                _writers.Remove(writer);
                _absent.Add($"{writer.Name}: the server refuses it ({e.ErrorCode}).");
                await writer.DisposeAsync();
                continue;
            }

            if (writer is not OneStoreWriter)
            {
                await buckets.DemandAsync(writer.Name, key, payload.Bytes.Length);
            }
        }

        await buckets.EmptyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var writer in _writers)
        {
            await writer.DisposeAsync();
        }
    }
}
