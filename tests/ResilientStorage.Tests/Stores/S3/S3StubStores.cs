using System.Buffers;
using ResilientStorage.Stores;
using ResilientStorage.Stores.S3;

namespace ResilientStorage.Tests.Stores.S3;

/// <summary>Stores on a stub.</summary>
internal static class S3StubStores
{
    public const string Secret = "a-secret-that-must-not-be-seen";

    public static S3ObjectStore Store(string url, TimeProvider? time = null)
    {
        var options = new S3StoreOptions { Bucket = "bucket", ServiceUrl = url, ForcePathStyle = true, AccessKey = "key-id", SecretKey = Secret };
        var http = new S3HttpClientFactory(options);
        var client = S3ClientFactory.Create(options, http);
        return new S3ObjectStore(client, new S3Profile(options, new Uri(url).Authority), time ?? TimeProvider.System, client, http);
    }

    public static Task<StoredObject> PutAsync(this S3ObjectStore store, int length = 5, CancellationToken cancellationToken = default) =>
        store.PutAsync("key", new ReadOnlySequence<byte>(new byte[length]), new PutObjectOptions(), cancellationToken);

    public static Task<IReadOnlyList<ObjectDeletion>> DeleteAsync(this S3ObjectStore store, params string[] keys) => store.DeleteAsync([.. keys.Select(static key => new ObjectToDelete(key))], CancellationToken.None);

    public static async Task<List<ObjectEntry>> ListAsync(this S3ObjectStore store)
    {
        var entries = new List<ObjectEntry>();
        await foreach (var entry in store.ListAsync("", null, CancellationToken.None))
        {
            entries.Add(entry);
        }

        return entries;
    }
}
