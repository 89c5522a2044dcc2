using Microsoft.Extensions.DependencyInjection;
using ResilientStorage.Configuration;
using ResilientStorage.Stores.S3;
using ResilientStorage.Stores.S3.MinIO;

namespace ResilientStorage.Tests.Stores.S3.MinIO;

public sealed class MinIOStoreTests
{
    public static TheoryData<Action<MinIOStoreOptions>, string> Mistakes { get; } = new()
    {
        { static options => options.ServiceUrl = "", "is no address" },
        { static options => options.ServiceUrl = "minio.example.com:9000", "is no address" },
        { static options => options.ServiceUrl = "https://minio.example.com/photos", "write only scheme, host and port" },
        { static options => options.ServiceUrl = "http://minio.example.com:9000", "write https, or set AllowHttp" },
        { static options => options.Region = "", "is no region" },
        { static options => options.AccessKey = "", "make a service account" },
        { static options => options.Bucket = "P", "is no name of a bucket" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Validate_Mistake_NamesItAndTheStore(Action<MinIOStoreOptions> mistake, string says)
    {
        var options = Fine();
        mistake(options);

        var result = new MinIOStoreOptionsValidator().Validate("minio", options);

        Assert.Contains(says, result.FailureMessage, StringComparison.Ordinal);
        Assert.Contains("'minio'", result.FailureMessage, StringComparison.Ordinal);
        Assert.DoesNotContain(S3StubStores.Secret, result.FailureMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://minio.example.com:9000", false)]
    [InlineData("http://minio.internal:9000", true)]
    public void ProfileOf_Options_AreFineS3OptionsInPathStyle(string url, bool allowHttp)
    {
        var options = Fine();
        (options.ServiceUrl, options.AllowHttp) = (url, allowHttp);

        var profile = MinIOPreset.ProfileOf(options);

        Assert.True(new MinIOStoreOptionsValidator().Validate("minio", options).Succeeded);
        Assert.True(new S3StoreOptionsRules().Validate("minio", profile.Options).Succeeded);
        Assert.Equal((url, "us-east-1", true, false), (profile.Options.ServiceUrl, profile.Options.Region, profile.Options.ForcePathStyle, profile.Capabilities.SupportsPublicRead));
    }

    [Fact]
    public void UseMinIO_Configured_MakesAStoreAtItsAddress()
    {
        var services = new ServiceCollection();
        var builder = new ResilientStorageBuilder(services, "default")
            .Main("minio", static store => store.UseMinIO(static minio => (minio.ServiceUrl, minio.Bucket, minio.AccessKey, minio.SecretKey) = ("https://minio.example.com:9000", "photos", "id", "secret"))).Stores[0];
        using var provider = services.BuildServiceProvider();

        using var store = Assert.IsType<S3ObjectStore>(builder.Factory!(provider));

        Assert.Equal("minio.example.com:9000", builder.Place!(provider).Endpoint);
    }

    private static MinIOStoreOptions Fine() => new() { ServiceUrl = "https://minio.example.com:9000", Bucket = "photos", AccessKey = "the-key-id", SecretKey = S3StubStores.Secret };
}
