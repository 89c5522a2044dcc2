using ResilientStorage.Conformance.Meta;
using ResilientStorage.Stores;
using ResilientStorage.Stores.S3;

namespace ResilientStorage.Conformance.Stores;

/// <summary>Wrong settings, as the real gateway answers them: never "not found", never a secret.</summary>
[NeedsServer(S3TestServer.Main)]
public sealed class S3FaultsOnCephTests : S3BucketTest
{
    private const string WrongSecret = "wrong-secret-that-must-not-be-seen";

    public static TheoryData<string> Operations { get; } = ["put", "get", "head", "list", "delete", "begin", "uploads", "copy"];

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Bucket_Missing_IsUnavailableAndNeverNotFound(string operation)
    {
        var error = await FailAsync(Store(static options => options.Bucket = "no-such-bucket"), operation);

        Assert.Equal((StorageErrorKind.Unavailable, false), (error.Kind, error.IsTransient));
        Assert.Contains("no such bucket", error.Message, StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(error.RequestId));
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Secret_Wrong_IsAccessDenied(string operation)
    {
        var error = await FailAsync(Store(static options => options.SecretKey = WrongSecret), operation);

        Assert.Equal((StorageErrorKind.AccessDenied, false), (error.Kind, error.IsTransient));
        Assert.Equal(403, error.StatusCode);
        Assert.DoesNotContain(WrongSecret, error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task AccessKey_Unknown_IsAccessDenied(string operation)
    {
        var error = await FailAsync(Store(static options => options.AccessKey = "nobody"), operation);

        Assert.Equal(StorageErrorKind.AccessDenied, error.Kind);
        Assert.DoesNotContain("nobody", error.Message, StringComparison.Ordinal);
    }

    private static Task<StorageException> FailAsync(S3ObjectStore store, string operation) =>
        Assert.ThrowsAsync<StorageException>(async () =>
        {
            switch (operation)
            {
                case "put":
                    await PutAsync(store, "key");
                    break;
                case "get":
                    await store.OpenReadAsync("key", null);
                    break;
                case "head":
                    await store.FindAsync("key");
                    break;
                case "list":
                    await ListAsync(store);
                    break;
                case "delete":
                    await store.DeleteAsync([new ObjectToDelete("key")]);
                    break;
                case "begin":
                    await store.BeginMultipartAsync("key", 5 << 20, new PutObjectOptions());
                    break;
                case "uploads":
                    await foreach (var _ in store.ListMultipartAsync(""))
                    {
                    }

                    break;
                default:
                    await store.CopyAsync("key", "copy", new PutObjectOptions());
                    break;
            }
        });
}
