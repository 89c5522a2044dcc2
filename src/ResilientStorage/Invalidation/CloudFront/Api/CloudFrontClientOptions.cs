using Amazon.Runtime;
using ResilientStorage.Configuration;

namespace ResilientStorage.Invalidation.CloudFront;

/// <summary>
/// How the library reaches Amazon CloudFront. Credentials are <see cref="AccessKey"/> with <see cref="SecretKey"/>, what <see cref="UseCredentials"/> was given,
/// or else what the AWS SDK's default chain finds (environment, profile, container, instance). Addresses in the SDK's own environment variables and profiles
/// (<c>AWS_ENDPOINT_URL</c>) do not count: many set them to a store that is not AWS.
/// </summary>
public sealed class CloudFrontClientOptions
{
    /// <summary>A region of the partition that holds the distributions: CloudFront has one address for each partition and none for a region. Set it for China, such as <c>cn-northwest-1</c>.</summary>
    /// <value>Null by default: <c>us-east-1</c>, which means every region of AWS outside China.</value>
    public string? Region { get; set; }

    /// <summary>An address instead of the service's own, such as an emulator's; no path in it. Requests are signed for <see cref="Region"/>.</summary>
    /// <value>Null by default: AWS.</value>
    public string? ServiceUrl { get; set; }

    /// <summary>The access key's id.</summary>
    public string? AccessKey { get; set; }

    /// <summary>The secret of the access key. Never written to a log or an error.</summary>
    public string? SecretKey { get; set; }

    /// <summary>Whether an address without TLS is taken that is not this machine's own.</summary>
    /// <value>False by default: <c>http</c> only for loopback addresses.</value>
    public bool AllowHttp { get; set; }

    /// <summary>Whether requests go through the proxy that the system or the environment names.</summary>
    /// <value>False by default.</value>
    public bool UseProxy { get; set; }

    /// <summary>How long one call may take, from the look-up of credentials to the last byte of the answer, a retry included.</summary>
    /// <value>30 seconds by default; 100 milliseconds to 10 minutes.</value>
    [DurationRange("00:00:00.1", "00:10:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How often a call that the service answered with 5xx is sent again after a second or so. Repeating is safe, since a batch keeps its reference. Nothing else is sent again here:
    /// a refusal for too many calls or invalidations gets worse by it, and a lost connection is a matter of minutes, for which who calls waits.
    /// </summary>
    /// <value>1 by default; 0 to 5.</value>
    [NumberRange(0, 5)]
    public int Retries { get; set; } = 1;

    /// <summary>How long a connection may take to come about.</summary>
    /// <value>5 seconds by default; 10 milliseconds to 10 minutes.</value>
    [DurationRange("00:00:00.01", "00:10:00")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a connection is used again, before a new one looks the address up anew.</summary>
    /// <value>5 minutes by default; 1 second to 24 hours.</value>
    [DurationRange("00:00:01", DurationRangeAttribute.LongestTimer)]
    public TimeSpan ConnectionLifetime { get; set; } = TimeSpan.FromMinutes(5);

    // A field, because the generated configuration binder would take a property for a setting, an internal one too.
    internal AWSCredentials? Credentials;

    /// <summary>Uses credentials of the AWS SDK, such as an assumed role's.</summary>
    /// <param name="credentials">The credentials; the SDK renews them by itself where they can be.</param>
    public void UseCredentials(AWSCredentials credentials)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        Credentials = credentials;
    }
}
