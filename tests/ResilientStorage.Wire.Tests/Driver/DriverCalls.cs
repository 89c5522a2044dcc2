using System.Buffers;
using ResilientStorage.Stores;
using ResilientStorage.Stores.S3;

namespace ResilientStorage.Wire.Driver;

/// <summary>One call of each operation of a raw driver.</summary>
internal static class DriverCalls
{
    public const string Secret = "a-secret-that-must-not-be-seen";

    private static readonly MultipartUpload Upload = new("key", WireCanned.UploadId, 5 << 20);

    private static readonly Dictionary<string, Func<S3ObjectStore, CancellationToken, Task<DriverResult>>> ByName = new(StringComparer.Ordinal)
    {
        [WireOperation.PutObject] = static async (store, token) => DriverResult.OfTag((await store.PutAsync("key", Content(), new PutObjectOptions(), token)).ETag),
        [WireOperation.CreateMultipartUpload] = static async (store, token) => DriverResult.OfTag((await store.BeginMultipartAsync("key", 5 << 20, new PutObjectOptions(), token)).UploadId),
        [WireOperation.UploadPart] = static async (store, token) => DriverResult.OfTag((await store.PutPartAsync(Upload, 1, Content(), token)).ETag),
        [WireOperation.CompleteMultipartUpload] = static async (store, token) => DriverResult.OfTag((await store.CompleteMultipartAsync(Upload, [new StoredPart(1, 4, "part")], token)).ETag),
        [WireOperation.AbortMultipartUpload] = static async (store, token) =>
        {
            await store.AbortMultipartAsync(Upload, token);
            return DriverResult.Success;
        },
        [WireOperation.CopyObject] = static async (store, token) => DriverResult.OfTag((await store.CopyAsync("key", "copy", new PutObjectOptions(), token)).ETag),
        [WireOperation.GetObject] = static async (store, token) =>
        {
            await using var download = await store.OpenReadAsync("key", range: null, token);
            await download.Content.CopyToAsync(Stream.Null, token);
            return DriverResult.Success;
        },
        [WireOperation.HeadObject] = static async (store, token) => await store.FindAsync("key", token) is null ? DriverResult.Absent : DriverResult.Success,
        [WireOperation.DeleteObjects] = static async (store, token) => new DriverResult((await store.DeleteAsync([new ObjectToDelete("key"), new ObjectToDelete("other")], token))[0].Error),
        [WireOperation.ListObjects] = static async (store, token) =>
        {
            await foreach (var _ in store.ListAsync("", startAfter: null, token))
            {
            }

            return DriverResult.Success;
        },
        [WireOperation.ListMultipartUploads] = static async (store, token) =>
        {
            await foreach (var _ in store.ListMultipartAsync("", token))
            {
            }

            return DriverResult.Success;
        },
    };

    public static IReadOnlyList<string> All { get; } = [.. ByName.Keys];

    public static S3ObjectStore Store(string url, Action<S3StoreOptions>? change = null)
    {
        var options = new S3StoreOptions { Bucket = "bucket", ServiceUrl = url, ForcePathStyle = true, AccessKey = "key-id", SecretKey = Secret };
        change?.Invoke(options);
        var http = new S3HttpClientFactory(options);
        var client = S3ClientFactory.Create(options, http);
        return new S3ObjectStore(client, new S3Profile(options, new Uri(url).Authority), TimeProvider.System, client, http);
    }

    /// <summary>Calls it, and gives its error, whether it is thrown or said of one key.</summary>
    public static async Task<DriverResult> RunAsync(string operation, S3ObjectStore store, CancellationToken cancellationToken = default)
    {
        try
        {
            return await ByName[operation](store, cancellationToken);
        }
        catch (StorageException error)
        {
            return new DriverResult(error);
        }
    }

    public static ReadOnlySequence<byte> Content() => new("text"u8.ToArray());
}
