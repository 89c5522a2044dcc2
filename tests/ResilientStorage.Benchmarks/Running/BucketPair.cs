using Amazon.S3;
using Amazon.S3.Model;

namespace ResilientStorage.Benchmarks.Running;

/// <summary>A bucket of its own on either server, with clients that go there directly. Both are removed in the end.</summary>
internal sealed class BucketPair : IAsyncDisposable
{
    private const string MarkerFolder = ".resilient-storage/";

    private BucketPair(TestServers servers)
    {
        Name = TestServers.NewName();
        Main = servers.Client(servers.Main);
        Backup = servers.Client(servers.Backup);
    }

    public string Name { get; }

    public AmazonS3Client Main { get; }

    public AmazonS3Client Backup { get; }

    public static async Task<BucketPair> CreateAsync(TestServers servers)
    {
        var pair = new BucketPair(servers);
        await pair.Main.PutBucketAsync(pair.Name);
        await pair.Backup.PutBucketAsync(pair.Name);
        return pair;
    }

    /// <summary>Removes all but the owner markers: the servers keep their objects in memory.</summary>
    public Task EmptyAsync() => Task.WhenAll(EmptyAsync(Main, keepMarker: true), EmptyAsync(Backup, keepMarker: true));

    /// <summary>Removes the markers, too, for another ledger.</summary>
    public Task EmptyAllAsync() => Task.WhenAll(EmptyAsync(Main, keepMarker: false), EmptyAsync(Backup, keepMarker: false));

    /// <summary>Throws unless either bucket holds an object of this length whose key begins so.</summary>
    public async Task DemandAsync(string writer, string key, long length)
    {
        foreach (var client in new[] { Main, Backup })
        {
            var page = await client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = Name, Prefix = key });
            if ((page.S3Objects ?? []) is not [{ Size: { } size }] || size != length)
            {
                throw new BenchmarkException($"{writer} said that '{key}' is stored, but {client.Config.ServiceURL} does not hold its {length} bytes.");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in new[] { Main, Backup })
        {
            await EmptyAsync(client, keepMarker: false);
            foreach (var upload in (await client.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { BucketName = Name })).MultipartUploads ?? [])
            {
                await client.AbortMultipartUploadAsync(Name, upload.Key, upload.UploadId);
            }

            await client.DeleteBucketAsync(Name);
            client.Dispose();
        }
    }

    private async Task EmptyAsync(AmazonS3Client client, bool keepMarker)
    {
        ListObjectsV2Response page;
        do
        {
            page = await client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = Name });
            var keys = (page.S3Objects ?? []).Where(entry => !keepMarker || !entry.Key.StartsWith(MarkerFolder, StringComparison.Ordinal)).Select(static entry => new KeyVersion { Key = entry.Key }).ToList();
            if (keys.Count > 0)
            {
                await client.DeleteObjectsAsync(new DeleteObjectsRequest { BucketName = Name, Objects = keys });
            }
        }
        while (page.IsTruncated == true);
    }
}
