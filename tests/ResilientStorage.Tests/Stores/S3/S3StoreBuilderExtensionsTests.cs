using Amazon.Runtime;
using Amazon.S3;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ResilientStorage.Configuration;
using ResilientStorage.Stores;
using ResilientStorage.Stores.S3;

namespace ResilientStorage.Tests.Stores.S3;

public sealed class S3StoreBuilderExtensionsTests
{
    [Fact]
    public void UseS3_Region_IsThePlaceAtAws() =>
        Assert.Equal(
            new StorePlace("s3", "s3.ap-northeast-2.amazonaws.com", "photos", "a/"),
            PlaceOf(static store => store.UseS3(static s3 => (s3.Bucket, s3.Region, s3.Prefix) = ("photos", "ap-northeast-2", "a/"))));

    [Fact]
    public void UseS3_TheSameBucketThroughAPreset_Overlaps()
    {
        var plain = PlaceOf(static store => store.UseS3(static s3 => (s3.Bucket, s3.ServiceUrl) = ("photos", "https://SGP1.vultrobjects.com")));
        var preset = PlaceOf(static store => store.UseVultr(static vultr => (vultr.Bucket, vultr.Region, vultr.AccessKey, vultr.SecretKey) = ("photos", "sgp1", "id", "secret")));

        Assert.True(plain.Overlaps(preset));
    }

    [Fact]
    public void UseS3_WrongOptions_FailAtFirstUseWithTheStoresName()
    {
        var error = Assert.Throws<OptionsValidationException>(() => PlaceOf(static store => store.UseS3(static s3 => s3.Bucket = "photos")));

        Assert.Contains("'cloud'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void UseS3_Configured_MakesAStoreWithAllAbilities()
    {
        using var provider = Build(static store => store.UseS3(static s3 => (s3.Bucket, s3.Region, s3.SupportsObjectAcls) = ("photos", "ap-northeast-2", true)), out var builder);

        using var store = Assert.IsType<S3ObjectStore>(builder.Factory!(provider));

        Assert.True(store.Capabilities.SupportsPublicRead);
        Assert.Null(store.Capabilities.RateLimit);
    }

    [Fact]
    public void Section_S3_BindsItsSettings()
    {
        using var provider = Build(Section("""{ "Bucket": "photos", "ServiceUrl": "https://example.com", "ServerSideEncryption": "Kms", "ConnectTimeout": "00:00:07" }""", "S3"), out var builder);

        var options = provider.GetProviderOptions<S3StoreOptions>(builder.ServiceKey);

        Assert.Equal(("photos", S3ServerSideEncryption.Kms, TimeSpan.FromSeconds(7)), (options.Bucket, options.ServerSideEncryption, options.ConnectTimeout));
    }

    [Theory]
    [InlineData("HasClient")]
    [InlineData("Credentials")]
    [InlineData("Buckett")]
    public void Section_KeyThatIsNoSetting_IsAnError(string key)
    {
        using var provider = Build(Section($$"""{ "Bucket": "photos", "Region": "us-east-1", "{{key}}": "true" }""", "S3"), out var builder);

        Assert.Contains(key, Assert.Throws<OptionsValidationException>(() => builder.Place!(provider)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(nameof(ClientConfig.MaxErrorRetry))]
    [InlineData(nameof(ClientConfig.MaxStaleConnectionRetries))]
    [InlineData(nameof(ClientConfig.RequestChecksumCalculation))]
    [InlineData(nameof(ClientConfig.ResponseChecksumValidation))]
    [InlineData(nameof(ClientConfig.AllowAutoRedirect))]
    [InlineData(nameof(ClientConfig.Timeout))]
    [InlineData(nameof(ClientConfig.ServiceURL))]
    public void UseS3_ReadyClientThatWouldBreakAPromise_NamesTheProperty(string property)
    {
        var config = FitConfig();
        switch (property)
        {
            case nameof(ClientConfig.MaxErrorRetry): config.MaxErrorRetry = 3; break;
            case nameof(ClientConfig.MaxStaleConnectionRetries): config.MaxStaleConnectionRetries = 10; break;
            case nameof(ClientConfig.RequestChecksumCalculation): config.RequestChecksumCalculation = RequestChecksumCalculation.WHEN_SUPPORTED; break;
            case nameof(ClientConfig.ResponseChecksumValidation): config.ResponseChecksumValidation = ResponseChecksumValidation.WHEN_SUPPORTED; break;
            case nameof(ClientConfig.AllowAutoRedirect): config.AllowAutoRedirect = true; break;
            case nameof(ClientConfig.Timeout): config.Timeout = TimeSpan.FromSeconds(30); break;
            default: config.ServiceURL = "http://example.com"; break;
        }

        using var client = new AmazonS3Client(new AnonymousAWSCredentials(), config);
        using var provider = Build(store => store.UseS3(_ => client, static s3 => s3.Bucket = "photos"), out var builder);

        var error = Assert.Throws<InvalidOperationException>(() => builder.Factory!(provider));

        Assert.Contains($"'cloud' does not fit: {property} has to be", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UseS3_FitReadyClient_IsUsedAndNotDisposed()
    {
        await using var stub = new S3Stub(static _ => S3StubAnswer.Of(200, headers: "ETag: \"abc\"\r\n"));
        var config = FitConfig();
        (config.ServiceURL, config.ForcePathStyle) = (stub.Url, true);
        using var client = new AmazonS3Client(new BasicAWSCredentials("id", "secret"), config);
        using var provider = Build(store => store.UseS3(_ => client, static s3 => s3.Bucket = "photos"), out var builder);
        Assert.Equal(new StorePlace("s3", $"127.0.0.1:{stub.Port}", "photos"), builder.Place!(provider));

        using (var store = (S3ObjectStore)builder.Factory!(provider))
        {
            await store.PutAsync();
        }

        await client.PutObjectAsync(new Amazon.S3.Model.PutObjectRequest { BucketName = "photos", Key = "key", ContentBody = "text" });
        Assert.Equal(2, stub.Requests.Count);
    }

    private static AmazonS3Config FitConfig() => new()
    {
        RegionEndpoint = Amazon.RegionEndpoint.USEast1,
        MaxErrorRetry = 0,
        MaxStaleConnectionRetries = 0,
        RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
        ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        AllowAutoRedirect = false,
    };

    private static Action<StoreBuilder> Section(string json, string provider)
    {
        var section = new ConfigurationBuilder().AddJsonStream(new MemoryStream(System.Text.Encoding.UTF8.GetBytes($$"""{ "Store": {{json}} }"""))).Build().GetSection("Store");
        return store =>
        {
            var storage = new ResilientStorageBuilder(store.Services, "other");
            BuiltInProviders.Add(storage.Providers);
            storage.Providers.Stores[provider](store, new ProviderSettings(section));
        };
    }

    private static StorePlace PlaceOf(Action<StoreBuilder> configure)
    {
        using var provider = Build(configure, out var builder);
        return builder.Place!(provider);
    }

    private static ServiceProvider Build(Action<StoreBuilder> configure, out StoreBuilder builder)
    {
        var services = new ServiceCollection();
        builder = new ResilientStorageBuilder(services, "default").Main("cloud", configure).Stores[0];
        return services.BuildServiceProvider();
    }
}
