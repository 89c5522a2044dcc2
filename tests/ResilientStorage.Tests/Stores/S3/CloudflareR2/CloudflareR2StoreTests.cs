using Microsoft.Extensions.DependencyInjection;
using ResilientStorage.Configuration;
using ResilientStorage.Stores.S3;
using ResilientStorage.Stores.S3.CloudflareR2;

namespace ResilientStorage.Tests.Stores.S3.CloudflareR2;

public sealed class CloudflareR2StoreTests
{
    private const string Account = "023e105f4ecef8ad9ca31a8372d0c353";

    public static TheoryData<Action<CloudflareR2StoreOptions>, string> Mistakes { get; } = new()
    {
        { static options => options.AccountId = "", "has 32 hexadecimal digits" },
        { static options => options.AccountId = "my-account", "'my-account' is no id of an account" },
        { static options => options.Jurisdiction = "EU", "'EU' is no jurisdiction" },
        { static options => options.Jurisdiction = "", "leave it out" },
        { static options => options.Jurisdiction = "eu.evil.example/", "is no jurisdiction" },
        { static options => options.SecretKey = "", "R2 API token" },
        { static options => options.Bucket = "P", "is no name of a bucket" },
        { static options => options.Prefix = "photos", "end with a slash" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Validate_Mistake_NamesItAndTheStore(Action<CloudflareR2StoreOptions> mistake, string says)
    {
        var options = Fine();
        mistake(options);

        var result = new CloudflareR2StoreOptionsValidator().Validate("r2", options);

        Assert.Contains(says, result.FailureMessage, StringComparison.Ordinal);
        Assert.Contains("'r2'", result.FailureMessage, StringComparison.Ordinal);
        Assert.DoesNotContain(S3StubStores.Secret, result.FailureMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, $"https://{Account}.r2.cloudflarestorage.com")]
    [InlineData("eu", $"https://{Account}.eu.r2.cloudflarestorage.com")]
    public void ProfileOf_Jurisdiction_IsPartOfTheAddress(string? jurisdiction, string url)
    {
        var options = Fine();
        options.Jurisdiction = jurisdiction;

        var profile = CloudflareR2Preset.ProfileOf(options);

        Assert.True(new CloudflareR2StoreOptionsValidator().Validate("r2", options).Succeeded);
        Assert.True(new S3StoreOptionsRules().Validate("r2", profile.Options).Succeeded);
        Assert.Equal((url, "auto", true), (profile.Options.ServiceUrl, profile.Options.Region, profile.Options.ForcePathStyle));
        Assert.Equal(("cf-ray", false, false), (profile.OtherRequestIdHeader, profile.TakesForms, profile.Capabilities.SupportsPublicRead));
    }

    [Fact]
    public async Task UseCloudflareR2_Configured_SignsForItsAddress()
    {
        var services = new ServiceCollection();
        var builder = new ResilientStorageBuilder(services, "default")
            .Main("r2", static store => store.UseCloudflareR2(static r2 => (r2.AccountId, r2.Bucket, r2.AccessKey, r2.SecretKey) = (Account, "photos", "id", "secret"))).Stores[0];
        await using var provider = services.BuildServiceProvider();

        using var store = Assert.IsType<S3ObjectStore>(builder.Factory!(provider));

        Assert.StartsWith($"https://{Account}.r2.cloudflarestorage.com/photos/key?", (await store.PresignGetAsync("key")).Url.AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal($"{Account}.r2.cloudflarestorage.com", builder.Place!(provider).Endpoint);
    }

    private static CloudflareR2StoreOptions Fine() => new() { AccountId = Account, Bucket = "photos", AccessKey = "the-key-id", SecretKey = S3StubStores.Secret };
}
