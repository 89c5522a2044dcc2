using Microsoft.Extensions.DependencyInjection;
using ResilientStorage.Configuration;
using ResilientStorage.Stores.S3;
using ResilientStorage.Stores.S3.Vultr;

namespace ResilientStorage.Tests.Stores.S3.Vultr;

public sealed class VultrStoreTests
{
    public static TheoryData<Action<VultrStoreOptions>, string> Mistakes { get; } = new()
    {
        { static options => options.Region = "icn1", "knows ams1, blr1, del1, ewr1, sgp1, sjc1. If Vultr has it, write its host name into Host" },
        { static options => options.Region = null, "set either Region (ams1, blr1, del1, ewr1, sgp1, sjc1) or Host" },
        { static options => options.Host = "sgp1.vultrobjects.com", "set either Region" },
        { static options => (options.Region, options.Host) = (null, "https://sgp1.vultrobjects.com"), "write only the host name" },
        { static options => (options.Region, options.Host) = (null, "sgp1.vultrobjects.com/photos"), "write only the host name" },
        { static options => options.SecretKey = "", "S3 Credentials" },
        { static options => options.Bucket = "P", "is no name of a bucket" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Validate_Mistake_NamesItAndTheStore(Action<VultrStoreOptions> mistake, string says)
    {
        var options = Fine();
        mistake(options);

        var result = new VultrStoreOptionsValidator().Validate("vultr", options);

        Assert.Contains(says, result.FailureMessage, StringComparison.Ordinal);
        Assert.Contains("'vultr'", result.FailureMessage, StringComparison.Ordinal);
        Assert.DoesNotContain(S3StubStores.Secret, result.FailureMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void ProfileOf_HostOfARegionNotKnown_IsTaken()
    {
        var options = Fine();
        (options.Region, options.Host) = (null, "icn1.vultrobjects.com");

        Assert.True(new VultrStoreOptionsValidator().Validate("vultr", options).Succeeded);
        Assert.Equal("https://icn1.vultrobjects.com", VultrPreset.ProfileOf(options).Options.ServiceUrl);
    }

    [Fact]
    public void ProfileOf_Options_AreFineS3Options() =>
        Assert.True(new S3StoreOptionsRules().Validate("vultr", VultrPreset.ProfileOf(Fine()).Options).Succeeded);

    [Fact]
    public void ProfileOf_SameKey_SharesTheLimitAcrossBuckets()
    {
        var (first, second, other) = (Fine(), Fine(), Fine());
        second.Bucket = "another";
        other.AccessKey = "another-id";

        var limit = VultrPreset.ProfileOf(first).RateLimit!;

        Assert.Equal(400, limit.OperationsPerSecond);
        Assert.Equal(limit, VultrPreset.ProfileOf(second).RateLimit);
        Assert.NotEqual(limit.Group, VultrPreset.ProfileOf(other).RateLimit!.Group);
        Assert.DoesNotContain(first.AccessKey, limit.Group, StringComparison.Ordinal);
    }

    [Fact]
    public void UseVultr_Configured_MakesAStoreWithTheLimit()
    {
        var services = new ServiceCollection();
        var builder = new ResilientStorageBuilder(services, "default")
            .Main("vultr", static store => store.UseVultr(static vultr => (vultr.Bucket, vultr.Region, vultr.AccessKey, vultr.SecretKey) = ("photos", "sgp1", "id", "secret"))).Stores[0];
        using var provider = services.BuildServiceProvider();

        using var store = Assert.IsType<S3ObjectStore>(builder.Factory!(provider));

        Assert.Equal(400, store.Capabilities.RateLimit!.OperationsPerSecond);
        Assert.True(store.Capabilities.SupportsPublicRead);
        Assert.Equal("sgp1.vultrobjects.com", builder.Place!(provider).Endpoint);
    }

    private static VultrStoreOptions Fine() => new() { Bucket = "photos", Region = "sgp1", AccessKey = "the-key-id", SecretKey = S3StubStores.Secret };
}
