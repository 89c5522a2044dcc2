using ResilientStorage.Invalidation.CloudFront;

namespace ResilientStorage.Tests.Invalidation.CloudFront.Api;

/// <summary>What the AWS SDK reads of the environment.</summary>
[Collection(EnvironmentCollection.Name)]
public sealed class CloudFrontEnvironmentTests : IDisposable
{
    private readonly Dictionary<string, string?> _before = [];

    public CloudFrontEnvironmentTests()
    {
        Set("AWS_EC2_METADATA_DISABLED", "true");
        Set("AWS_CONFIG_FILE", "/dev/null");
        Set("AWS_SHARED_CREDENTIALS_FILE", "/dev/null");
        foreach (var name in (string[])["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI"])
        {
            Set(name, null);
        }
    }

    [Fact]
    public async Task AnyCall_NoKeysInTheOptions_AreThoseOfTheEnvironment()
    {
        await using var account = await CloudFrontTestAccount.StartAsync();
        var client = account.NewClient(static options => (options.AccessKey, options.SecretKey) = (null, null));

        // In this order, because the SDK keeps what it has found.
        var error = await Assert.ThrowsAsync<CloudFrontException>(() => client.ListDistributionsAsync());
        Set("AWS_ACCESS_KEY_ID", account.Emulator.Options.AccessKey);
        Set("AWS_SECRET_ACCESS_KEY", CloudFrontTestAccount.Secret);
        var found = await client.ListDistributionsAsync();

        Assert.Equal(CloudFrontErrorKind.AccessDenied, error.Kind);
        Assert.Contains("no credentials were found: set AccessKey and SecretKey", error.Message, StringComparison.Ordinal);
        Assert.Single(found.Items);
    }

    [Theory]
    [InlineData("AWS_ENDPOINT_URL")]
    [InlineData("AWS_ENDPOINT_URL_CLOUDFRONT")]
    public async Task AnyCall_AddressInTheEnvironment_DoesNotCount(string name)
    {
        // Many set it to a store that is not AWS. Nobody listens here.
        Set(name, "http://127.0.0.1:9");
        await using var account = await CloudFrontTestAccount.StartAsync();

        Assert.Single((await account.Client.ListDistributionsAsync()).Items);
    }

    public void Dispose()
    {
        foreach (var (name, value) in _before)
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }

    private void Set(string name, string? value)
    {
        _before.TryAdd(name, Environment.GetEnvironmentVariable(name));
        Environment.SetEnvironmentVariable(name, value);
    }
}
