using Amazon.S3;
using Amazon.S3.Model;
using ResilientStorage.Stores.S3;

namespace ResilientStorage.Conformance.Stores;

/// <summary>A Ceph cluster that tests/servers/up.sh has started. Without one the tests are skipped with the reason, or fail where servers are required.</summary>
internal sealed class S3TestServer
{
    public const string Main = "RESILIENTSTORAGE_TEST_S3_MAIN";
    public const string Backup = "RESILIENTSTORAGE_TEST_S3_BACKUP";

    private const string AccessKey = "RESILIENTSTORAGE_TEST_S3_ACCESS_KEY";
    private const string SecretKey = "RESILIENTSTORAGE_TEST_S3_SECRET_KEY";
    private const string Required = "RESILIENTSTORAGE_REQUIRE_SERVERS";

    // What the runner of xunit 2 recognises as a skip.
    private const string SkipToken = "$XunitDynamicSkip$";

    private S3TestServer(string url) => Url = url;

    public string Url { get; }

    public static S3TestServer Demand(string variable)
    {
        var missing = new[] { variable, AccessKey, SecretKey }.FirstOrDefault(static name => string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name)));
        return missing is null
            ? new S3TestServer(Environment.GetEnvironmentVariable(variable)!)
            : throw new InvalidOperationException(
                (Environment.GetEnvironmentVariable(Required) == "1" ? "" : SkipToken) + $"{missing} is not set: start the servers with tests/servers/up.sh and set what it prints.");
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

    public AmazonS3Client Client() => S3ClientFactory.Create(Options("client-only"), new S3HttpClientFactory(Options("client-only")));

    /// <summary>An empty bucket of its own for one test, and a store on it.</summary>
    public async Task<StoreUnderTest> CreateStoreAsync(Func<S3Profile, S3Profile>? change = null, bool keepsVersions = false)
    {
        var bucket = $"test-{Guid.NewGuid():n}";
        var client = Client();
        await client.PutBucketAsync(new PutBucketRequest { BucketName = bucket });
        if (keepsVersions)
        {
            await client.PutBucketVersioningAsync(new PutBucketVersioningRequest { BucketName = bucket, VersioningConfig = new S3BucketVersioningConfig { Status = VersionStatus.Enabled } });
        }

        var profile = new S3Profile(Options(bucket), new Uri(Url).Authority);
        var store = new S3ObjectStore(client, change?.Invoke(profile) ?? profile, TimeProvider.System, client);
        return new StoreUnderTest(store, cleanUpAsync: () => RemoveAsync(client, store, bucket));
    }

    private static async Task RemoveAsync(AmazonS3Client client, S3ObjectStore store, string bucket)
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
        store.Dispose();
    }
}
