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

    private readonly AmazonS3Client _mainClient;
    private readonly AmazonS3Client _backupClient;
    private readonly string _mainBucket = S3TestServer.NewBucketName();
    private readonly string _backupBucket = S3TestServer.NewBucketName();
    private readonly InMemoryLedgerDatabase _database = new();
    private readonly ServiceProvider _services;

    private EngineOnTheWire(S3TestServer main, S3TestServer backup, Action<S3StoreOptions>? changeMain, Func<S3StoreOptions, IAmazonS3>? mainClient, Action<ResilientStorageOptions>? configure)
    {
        (_mainClient, _backupClient) = (main.Client(), backup.Client());
        (Main, Backup) = (new WireProxy(main.Url), new WireProxy(backup.Url));
        _services = new ServiceCollection()
            .AddSingleton<ILoggerFactory>(Logs)
            .AddResilientStorage(storage => storage
                .Main("main", store => UseMain(store, main, changeMain, mainClient))
                .Backup("backup", store => store.UseS3(options => Set(options, backup, _backupBucket, Backup)))
                .Ledger(ledger => ledger.UseInMemory(_database))
                .DeleteQueue(static queue => queue.UseInMemory())
                .Configure(options =>
                {
                    options.RunWorker = false;
                    options.DeletedRetention = options.SupersededRetention = options.ReaderGrace = options.WorkRetryDelay = options.LateWriteGrace = TimeSpan.Zero;
                    (options.PartSize, options.PartsInFlight) = (PartSize, 1);
                    options.Resilience.FirstByteTimeout = options.Resilience.StreamIdleTimeout = TimeSpan.FromSeconds(1);

                    // A storm is to be ridden out here, not left alone.
                    options.Resilience.Breaker.Enabled = false;
                    foreach (var calls in new[] { options.Resilience.Foreground, options.Resilience.Background })
                    {
                        (calls.RetryDelay, calls.AttemptTimeout, calls.TotalTimeout) = (TimeSpan.FromMilliseconds(20), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(20));
                    }

                    configure?.Invoke(options);
                }))
            .BuildServiceProvider();
    }


    public WireProxy Main { get; }

    public WireProxy Backup { get; }

    public LogRecorder Logs { get; } = new();

    public IResilientStorage Storage => _services.GetRequiredService<IResilientStorage>();

    public IStorageMaintenance Maintenance => _services.GetRequiredService<IStorageMaintenance>();

    public static async Task<EngineOnTheWire> StartAsync(Action<S3StoreOptions>? changeMain = null, Func<S3StoreOptions, IAmazonS3>? mainClient = null, Action<ResilientStorageOptions>? configure = null)
    {
        var engine = new EngineOnTheWire(S3TestServer.Demand(S3TestServer.Main), S3TestServer.Demand(S3TestServer.Backup), changeMain, mainClient, configure);
        await S3TestServer.CreateBucketAsync(engine._mainClient, engine._mainBucket);
        await S3TestServer.CreateBucketAsync(engine._backupClient, engine._backupBucket);
        return engine;
    }

    public static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        new Random(1).NextBytes(bytes);
        return bytes;
    }

    /// <summary>Requests for replicas, and not for the owner marker.</summary>
    public static Func<WireRequest, bool> Replicas(string operation) => request => request.Operation == operation && !request.Key.StartsWith(".resilient-storage/", StringComparison.Ordinal);

    /// <summary>How many requests for replicas reached the wire of the main store.</summary>
    public int Count(string operation) => Main.Requests.Count(Replicas(operation));

    /// <summary>The replicas that really lie in the main bucket.</summary>
    public Task<List<string>> MainKeysAsync() => KeysAsync(_mainClient, _mainBucket);

    public Task<List<string>> BackupKeysAsync() => KeysAsync(_backupClient, _backupBucket);

    public async Task<int> UnfinishedUploadsAsync() => (await _mainClient.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { BucketName = _mainBucket })).MultipartUploads?.Count ?? 0;

    public async Task<ReplicaState> MainStateAsync(VersionId version)
    {
        var snapshot = await _services.GetRequiredService<IResourceLedger>().FindAsync(new ResourceLookup { VersionId = version });
        return snapshot!.Replicas.Single(static replica => replica.Store == "main").State;
    }

    public async Task<byte[]> ReadAsync(string key = "a.bin") => await Storage.ReadAllBytesAsync(key).WaitAsync(Limits.Hang);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Main.DisposeAsync();
        await Backup.DisposeAsync();
        await S3TestServer.RemoveBucketAsync(_mainClient, _mainBucket);
        await S3TestServer.RemoveBucketAsync(_backupClient, _backupBucket);
        _mainClient.Dispose();
        _backupClient.Dispose();
    }

    private void UseMain(StoreBuilder store, S3TestServer server, Action<S3StoreOptions>? change, Func<S3StoreOptions, IAmazonS3>? client)
    {
        if (client is null)
        {
            store.UseS3(options =>
            {
                Set(options, server, _mainBucket, Main);
                change?.Invoke(options);
            });
            return;
        }

        var settings = new S3StoreOptions();
        Set(settings, server, _mainBucket, Main);
        store.UseS3(_ => client(settings), options => options.Bucket = _mainBucket);
    }

    private static void Set(S3StoreOptions options, S3TestServer server, string bucket, WireProxy proxy)
    {
        var real = server.Options(bucket);
        (options.Bucket, options.ServiceUrl, options.ForcePathStyle, options.AccessKey, options.SecretKey) = (bucket, proxy.Url, true, real.AccessKey, real.SecretKey);
    }

    private static async Task<List<string>> KeysAsync(AmazonS3Client client, string bucket) =>
        [.. ((await client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket })).S3Objects ?? []).Select(static item => item.Key).Where(static key => !key.StartsWith(".resilient-storage/", StringComparison.Ordinal))];
}
