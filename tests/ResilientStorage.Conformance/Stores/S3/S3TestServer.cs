using Amazon.S3;
using Amazon.S3.Model;
using ResilientStorage.Stores.S3;
using ResilientStorage.Stores.S3.MinIO;
using ResilientStorage.Stores.S3.Vultr;

namespace ResilientStorage.Conformance.Stores;

/// <summary>A Ceph cluster that tests/servers/up.sh has started. Its tests carry <see cref="Meta.NeedsServerAttribute"/>.</summary>
internal sealed class S3TestServer
{
    public const string Main = "RESILIENTSTORAGE_TEST_S3_MAIN";
    public const string Backup = "RESILIENTSTORAGE_TEST_S3_BACKUP";

    private const string AccessKey = "RESILIENTSTORAGE_TEST_S3_ACCESS_KEY";
    private const string SecretKey = "RESILIENTSTORAGE_TEST_S3_SECRET_KEY";
    private S3TestServer(string url) => Url = url;

    public string Url { get; }

    public static S3TestServer Demand(string variable)
    {
        var missing = new[] { variable, AccessKey, SecretKey }.FirstOrDefault(static name => string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name)));
        return missing is null
            ? new S3TestServer(Environment.GetEnvironmentVariable(variable)!)
            : throw new InvalidOperationException($"{missing} is not set: start the servers with tests/servers/up.sh and set what it prints.");
    }

    public S3StoreOptions Options(string bucket) => new()
    {
        Bucket = bucket,
        ServiceUrl = Url,
        ForcePathStyle = true,
        AccessKey = Environment.GetEnvironmentVariable(AccessKey),
        SecretKey = Environment.GetEnvironmentVariable(SecretKey),
        SupportsObjectAcls = true,
    };

    /// <summary>The same place as the Vultr preset describes it, but for the encryption that a loopback server lacks.</summary>
    public S3Profile VultrProfile(string bucket)
    {
        var options = Options(bucket);
        var profile = VultrPreset.ProfileOf(new VultrStoreOptions { Bucket = bucket, Host = new Uri(Url).Authority, AccessKey = options.AccessKey!, SecretKey = options.SecretKey! });
        (profile.Options.ServiceUrl, profile.Options.ForcePathStyle) = (Url, true);
        return profile;
    }

    /// <summary>The same place as the MinIO preset describes it.</summary>
    public S3Profile MinIOProfile(string bucket)
    {
        var options = Options(bucket);
        return MinIOPreset.ProfileOf(new MinIOStoreOptions { Bucket = bucket, ServiceUrl = Url, AccessKey = options.AccessKey!, SecretKey = options.SecretKey! });
    }

    public S3Profile Profile(string bucket) => new(Options(bucket), new Uri(Url).Authority);

    public AmazonS3Client Client() => Client(Options("any-bucket"));

    public static AmazonS3Client Client(S3StoreOptions options) => S3ClientFactory.Create(options, new S3HttpClientFactory(options));

    /// <summary>An empty bucket of its own for one test, and a store on it.</summary>
    public async Task<StoreUnderTest> CreateStoreAsync(Func<string, S3Profile>? describe = null, bool keepsVersions = false)
    {
        var profile = (describe ?? Profile)(NewBucketName());
        var client = Client(profile.Options);
        await CreateBucketAsync(client, profile.Bucket, keepsVersions);
        var store = new S3ObjectStore(client, profile, TimeProvider.System, client);
        return new StoreUnderTest(store, cleanUpAsync: async () =>
        {
            await RemoveBucketAsync(client, profile.Bucket);
            store.Dispose();
        });
    }

    public static string NewBucketName() => $"test-{Guid.NewGuid():n}";

    public static async Task CreateBucketAsync(AmazonS3Client client, string bucket, bool keepsVersions = false)
    {
        await client.PutBucketAsync(new PutBucketRequest { BucketName = bucket });
        if (keepsVersions)
        {
            await KeepVersionsAsync(client, bucket, VersionStatus.Enabled);
        }
    }

    public static Task KeepVersionsAsync(AmazonS3Client client, string bucket, VersionStatus status) =>
        client.PutBucketVersioningAsync(new PutBucketVersioningRequest { BucketName = bucket, VersioningConfig = new S3BucketVersioningConfig { Status = status } });

    public static async Task RemoveBucketAsync(AmazonS3Client client, string bucket)
    {
        ListVersionsResponse page;
        do
        {
            page = await client.ListVersionsAsync(new ListVersionsRequest { BucketName = bucket });
            foreach (var some in (page.Versions ?? []).Chunk(1_000))
            {
                await client.DeleteObjectsAsync(new DeleteObjectsRequest { BucketName = bucket, Objects = [.. some.Select(static version => new KeyVersion { Key = version.Key, VersionId = version.VersionId })] });
            }
        }
        while (page.Versions is { Count: > 0 });

        foreach (var upload in (await client.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { BucketName = bucket })).MultipartUploads ?? [])
        {
            await client.AbortMultipartUploadAsync(bucket, upload.Key, upload.UploadId);
        }

        await client.DeleteBucketAsync(bucket);
    }
}
