using Amazon.S3;
using ResilientStorage.Conformance.Stores;

namespace ResilientStorage.Wire.Engine;

/// <summary>One bucket in each cluster for the tests of a class, of which each has a prefix of its own. Made when the first test asks: skipped ones need no server.</summary>
public sealed class WireBuckets : IAsyncLifetime
{
    private readonly Lazy<Task> _made;

    public WireBuckets() => _made = new Lazy<Task>(MakeAsync);

    public string MainName { get; } = S3TestServer.NewBucketName();

    public string BackupName { get; } = S3TestServer.NewBucketName();

    internal S3TestServer MainServer { get; private set; } = null!;

    internal S3TestServer BackupServer { get; private set; } = null!;

    internal AmazonS3Client Main { get; private set; } = null!;

    internal AmazonS3Client Backup { get; private set; } = null!;

    internal Task MadeAsync() => _made.Value;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (!_made.IsValueCreated)
        {
            return;
        }

        await _made.Value;
        await S3TestServer.RemoveBucketAsync(Main, MainName);
        await S3TestServer.RemoveBucketAsync(Backup, BackupName);
        Main.Dispose();
        Backup.Dispose();
    }

    private async Task MakeAsync()
    {
        (MainServer, BackupServer) = (S3TestServer.Demand(S3TestServer.Main), S3TestServer.Demand(S3TestServer.Backup));
        (Main, Backup) = (MainServer.Client(), BackupServer.Client());
        await S3TestServer.CreateBucketAsync(Main, MainName);
        await S3TestServer.CreateBucketAsync(Backup, BackupName);
    }
}
