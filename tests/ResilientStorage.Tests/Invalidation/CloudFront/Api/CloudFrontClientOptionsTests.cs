using Amazon.Runtime;
using ResilientStorage.Invalidation.CloudFront;

namespace ResilientStorage.Tests.Invalidation.CloudFront.Api;

public sealed class CloudFrontClientOptionsTests
{
    public static TheoryData<Action<CloudFrontClientOptions>, string> Mistakes { get; } = new()
    {
        { static options => options.Region = "Seoul, Korea", "'Seoul, Korea' is no region" },
        { static options => options.ServiceUrl = "cloudfront.amazonaws.com", "is no address, which is written like 'https://cloudfront.amazonaws.com'" },
        { static options => options.ServiceUrl = "https://example.com/2020-05-31", "write only scheme, host and port, 'https://example.com'." },
        { static options => options.ServiceUrl = "http://example.com", "write https, or set AllowHttp" },
        { static options => options.AccessKey = "id", "only one of AccessKey and SecretKey" },
        { static options => options.SecretKey = CloudFrontTestAccount.Secret, "only one of AccessKey and SecretKey" },
        { static options => { (options.AccessKey, options.SecretKey) = ("id", CloudFrontTestAccount.Secret); options.UseCredentials(new AnonymousAWSCredentials()); }, "both AccessKey and UseCredentials" },
    };

    public static TheoryData<Action<CloudFrontClientOptions>, string> OutOfRange { get; } = new()
    {
        { static options => options.Timeout = TimeSpan.Zero, "Timeout" },
        { static options => options.ConnectTimeout = TimeSpan.FromHours(1), "ConnectTimeout" },
        { static options => options.ConnectionLifetime = TimeSpan.Zero, "ConnectionLifetime" },
        { static options => options.Retries = 6, "Retries" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Validate_Mistake_NamesItAndNoSecret(Action<CloudFrontClientOptions> mistake, string says)
    {
        var options = new CloudFrontClientOptions();
        mistake(options);

        var result = new CloudFrontClientOptionsRules().Validate(null, options);

        Assert.Contains(says, result.FailureMessage, StringComparison.Ordinal);
        Assert.StartsWith("CloudFront: ", result.FailureMessage, StringComparison.Ordinal);
        Assert.DoesNotContain(CloudFrontTestAccount.Secret, result.FailureMessage, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void Validate_OutOfRange_NamesTheSetting(Action<CloudFrontClientOptions> mistake, string setting)
    {
        var options = new CloudFrontClientOptions();
        mistake(options);

        Assert.Contains(setting, new CloudFrontClientOptionsValidator().Validate(null, options).FailureMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_Defaults_Succeed()
    {
        Assert.True(new CloudFrontClientOptionsRules().Validate(null, new CloudFrontClientOptions()).Succeeded);
        Assert.True(new CloudFrontClientOptionsValidator().Validate(null, new CloudFrontClientOptions()).Succeeded);
    }
}
