using Amazon.Runtime;
using ResilientStorage.Configuration;

namespace ResilientStorage;

/// <summary>
/// A bucket of AWS S3 or of a store that speaks its protocol. Credentials are <see cref="AccessKey"/> with <see cref="SecretKey"/>, what
/// <see cref="UseCredentials"/> was given, or else what the AWS SDK's default chain finds (environment, profile, container, instance).
/// </summary>
public sealed class S3StoreOptions
{
    /// <summary>The bucket, which has to exist.</summary>
    public string Bucket { get; set; } = "";

    /// <summary>The region, such as <c>ap-northeast-2</c>: of AWS when there is no <see cref="ServiceUrl"/>, else the one that requests are signed for.</summary>
    /// <value>Null by default: <c>us-east-1</c> where <see cref="ServiceUrl"/> is set, and an error where it is not.</value>
    public string? Region { get; set; }

    /// <summary>The address of a store that is not AWS, such as <c>https://sgp1.vultrobjects.com</c>; no bucket and no path in it.</summary>
    /// <value>Null by default: AWS.</value>
    public string? ServiceUrl { get; set; }

    /// <summary>Whether the bucket is named in the path of a URL and not in its host. Stores on an address without a name of its own for each bucket need it.</summary>
    /// <value>False by default.</value>
    public bool ForcePathStyle { get; set; }

    /// <summary>What stands before every object key, closed by a slash, such as <c>photos/</c>. No two stores may share or nest their prefixes in one bucket.</summary>
    /// <value>Empty by default: the whole bucket.</value>
    public string Prefix { get; set; } = "";

    /// <summary>The access key's id.</summary>
    public string? AccessKey { get; set; }

    /// <summary>The secret of the access key. Never written to a log or an error.</summary>
    public string? SecretKey { get; set; }

    /// <summary>The storage class of new objects, such as <c>STANDARD_IA</c>. One whose objects cannot be read at once (archives) breaks reads and repairs.</summary>
    /// <value>Null by default: the bucket's own.</value>
    public string? StorageClass { get; set; }

    /// <summary>How the provider encrypts new objects.</summary>
    /// <value><see cref="S3ServerSideEncryption.BucketDefault"/> by default.</value>
    [NamedValue]
    public S3ServerSideEncryption ServerSideEncryption { get; set; }

    /// <summary>The key for <see cref="S3ServerSideEncryption.Kms"/>, by id or ARN.</summary>
    /// <value>Null by default: the account's key for S3.</value>
    public string? KmsKeyId { get; set; }

    /// <summary>The 12 digits of the AWS account that has to own the bucket: requests to a bucket of anybody else are refused.</summary>
    /// <value>Null by default: not checked.</value>
    public string? ExpectedBucketOwner { get; set; }

    /// <summary>Whether the bucket takes access control lists of single objects, which <see cref="ResourceAccess.PublicRead"/> needs. New buckets of AWS do not.</summary>
    /// <value>False by default.</value>
    public bool SupportsObjectAcls { get; set; }

    /// <summary>Whether an address without TLS is taken that is not this machine's own.</summary>
    /// <value>False by default: <c>http</c> only for loopback addresses.</value>
    public bool AllowHttp { get; set; }

    /// <summary>Whether requests go through the proxy that the system or the environment names.</summary>
    /// <value>False by default.</value>
    public bool UseProxy { get; set; }

    /// <summary>How long a connection may take to come about.</summary>
    /// <value>5 seconds by default; 10 milliseconds to 10 minutes.</value>
    [DurationRange("00:00:00.01", "00:10:00")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a connection is used again, before a new one looks the address up anew.</summary>
    /// <value>5 minutes by default; 1 second to 24 hours.</value>
    [DurationRange("00:00:01", DurationRangeAttribute.LongestTimer)]
    public TimeSpan ConnectionLifetime { get; set; } = TimeSpan.FromMinutes(5);

    // Fields, because the generated configuration binder would take properties for settings, internal ones too.
    internal AWSCredentials? Credentials;

    /// <summary>Whether the host brings the client, whose address and credentials then count.</summary>
    internal bool HasClient;

    /// <summary>Uses credentials of the AWS SDK, such as an assumed role's.</summary>
    /// <param name="credentials">The credentials; the SDK renews them by itself where they can be.</param>
    public void UseCredentials(AWSCredentials credentials)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        Credentials = credentials;
    }
}
