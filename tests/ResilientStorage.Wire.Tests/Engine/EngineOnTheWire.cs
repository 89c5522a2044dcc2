using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ResilientStorage.Configuration;
using ResilientStorage.Conformance.Stores;
using ResilientStorage.Ledger;
using ResilientStorage.Maintenance;
using ResilientStorage.Testing;

namespace ResilientStorage.Wire.Engine;

/// <summary>The engine as a host adds it, on the two clusters, each behind a proxy. Timeouts are short, and what is deleted is due at once.</summary>
internal sealed class EngineOnTheWire : IAsyncDisposable
{
    public const int PartSize = 5 << 20;

    private readonly WireBuckets _buckets;
    private readonly string _prefix = $"{Guid.NewGuid():n}/";
    private readonly ServiceProvider _services;

    private EngineOnTheWire(WireBuckets buckets, Action<S3StoreOptions>? changeMain, Func<S3StoreOptions, IAmazonS3>? mainClient)
    {
        _buckets = buckets;
        (Main, Backup) = (new WireProxy(buckets.MainServer.Url), new WireProxy(buckets.BackupServer.Url));
        _services = new ServiceCollection()
            .AddSingleton<ILoggerFactory>(Logs)
            .AddResilientStorage(storage => storage
                .Main("main", store => UseMain(store, changeMain, mainClient))
                .Backup("backup", store => store.UseS3(options => Set(options, buckets.BackupServer, buckets.BackupName, Backup)))
                .Ledger(static ledger => ledger.UseInMemory())
                .DeleteQueue(static queue => queue.UseInMemory())
                .Configure(Configure))
            .BuildServiceProvider();
    }

    public WireProxy Main { get; }

    public WireProxy Backup { get; }

    public LogRecorder Logs { get; } = new();

    public IResilientStorage Storage => _services.GetRequiredService<IResilientStorage>();

    public IStorageMaintenance Maintenance => _services.GetRequiredService<IStorageMaintenance>();

    public static async Task<EngineOnTheWire> StartAsync(WireBuckets buckets, Action<S3StoreOptions>? changeMain = null, Func<S3StoreOptions, IAmazonS3>? mainClient = null)
    {
        await buckets.MadeAsync();
        return new EngineOnTheWire(buckets, changeMain, mainClient);
    }

    public static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        new Random(1).NextBytes(bytes);
        return bytes;
    }

    /// <summary>Requests for replicas, and not for the owner marker.</summary>
    public static Func<WireRequest, bool> Replicas(string operation) => request => request.Operation == operation && IsReplica(request.Key);

    /// <summary>How many requests for replicas reached the wire of the main store.</summary>
    public int Count(string operation) => Main.Requests.Count(Replicas(operation));

    /// <summary>The replicas that really lie in the main bucket.</summary>
    public Task<List<string>> MainKeysAsync() => KeysAsync(_buckets.Main, _buckets.MainName);

    public Task<List<string>> BackupKeysAsync() => KeysAsync(_buckets.Backup, _buckets.BackupName);

    public async Task<int> UnfinishedUploadsAsync() =>
        (await _buckets.Main.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { BucketName = _buckets.MainName, Prefix = _prefix })).MultipartUploads?.Count ?? 0;

    public async Task<ReplicaState> MainStateAsync(VersionId version)
    {
        var snapshot = await _services.GetRequiredService<IResourceLedger>().FindAsync(new ResourceLookup { VersionId = version });
        return snapshot!.Replicas.Single(static replica => replica.Store == "main").State;
    }

    public Task<byte[]> ReadAsync() => Storage.ReadAllBytesAsync("a.bin").WaitAsync(Limits.Hang);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Main.DisposeAsync();
        await Backup.DisposeAsync();
    }

    private static bool IsReplica(string key) => !key.Contains(".resilient-storage/", StringComparison.Ordinal);

    private static void Configure(ResilientStorageOptions options)
    {
        options.RunWorker = false;
        options.DeletedRetention = options.SupersededRetention = options.ReaderGrace = options.WorkRetryDelay = options.LateWriteGrace = TimeSpan.Zero;
        (options.PartSize, options.PartsInFlight) = (PartSize, 1);

        // A storm is to be ridden out here, not left alone.
        options.Resilience.Breaker.Enabled = false;
        options.Resilience.FirstByteTimeout = options.Resilience.StreamIdleTimeout = TimeSpan.FromSeconds(1);
        foreach (var calls in new[] { options.Resilience.Foreground, options.Resilience.Background })
        {
            (calls.RetryDelay, calls.AttemptTimeout, calls.TotalTimeout) = (TimeSpan.FromMilliseconds(20), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(20));
        }
    }

    private void UseMain(StoreBuilder store, Action<S3StoreOptions>? change, Func<S3StoreOptions, IAmazonS3>? client)
    {
        if (client is null)
        {
            store.UseS3(options =>
            {
                Set(options, _buckets.MainServer, _buckets.MainName, Main);
                change?.Invoke(options);
            });
            return;
        }

        var settings = new S3StoreOptions();
        Set(settings, _buckets.MainServer, _buckets.MainName, Main);
        store.UseS3(_ => client(settings), options => (options.Bucket, options.Prefix) = (_buckets.MainName, _prefix));
    }

    private void Set(S3StoreOptions options, S3TestServer server, string bucket, WireProxy proxy)
    {
        var real = server.Options(bucket);
        (options.Bucket, options.Prefix, options.ServiceUrl, options.ForcePathStyle, options.AccessKey, options.SecretKey) = (bucket, _prefix, proxy.Url, true, real.AccessKey, real.SecretKey);
    }

    private async Task<List<string>> KeysAsync(AmazonS3Client client, string bucket) =>
        [.. ((await client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket, Prefix = _prefix })).S3Objects ?? []).Select(static item => item.Key).Where(IsReplica)];
}
