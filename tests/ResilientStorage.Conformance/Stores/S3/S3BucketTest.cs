using System.Buffers;
using System.Text;
using Amazon.S3;
using ResilientStorage.Stores;
using ResilientStorage.Stores.S3;

namespace ResilientStorage.Conformance.Stores;

/// <summary>A bucket of the main server with stores on it, and a client that looks behind them.</summary>
public abstract class S3BucketTest : IAsyncLifetime
{
    private readonly List<IDisposable> _owned = [];

    internal S3TestServer Server { get; } = S3TestServer.Demand(S3TestServer.Main);

    protected string Bucket { get; } = S3TestServer.NewBucketName();

    protected AmazonS3Client Client { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Client = Server.Client();
        await S3TestServer.CreateBucketAsync(Client, Bucket);
    }

    public async Task DisposeAsync()
    {
        await S3TestServer.RemoveBucketAsync(Client, Bucket);
        Client.Dispose();
        _owned.ForEach(static owned => owned.Dispose());
    }

    internal S3ObjectStore Store(Action<S3StoreOptions>? change = null, Func<S3Profile, S3Profile>? describe = null)
    {
        var profile = Server.Profile(Bucket);
        change?.Invoke(profile.Options);
        profile = describe?.Invoke(profile) ?? profile;
        var client = S3TestServer.Client(profile.Options);
        var store = new S3ObjectStore(client, profile, TimeProvider.System, client);
        _owned.Add(store);
        return store;
    }

    protected static Task<StoredObject> PutAsync(IObjectStore store, string key, string text = "content", PutObjectOptions? options = null) =>
        store.PutAsync(key, new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(text)), options ?? new PutObjectOptions());

    protected static async Task<byte[]> ReadAsync(IObjectStore store, string key, ByteRange? range = null)
    {
        await using var download = await store.OpenReadAsync(key, range);
        using var content = new MemoryStream();
        await download.Content.CopyToAsync(content);
        return content.ToArray();
    }

    protected static async Task<List<string>> ListAsync(IObjectStore store)
    {
        var keys = new List<string>();
        await foreach (var entry in store.ListAsync(""))
        {
            keys.Add(entry.ObjectKey);
        }

        return keys;
    }
}
