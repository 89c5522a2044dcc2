using ResilientStorage.Configuration;

namespace ResilientStorage.Invalidation.CloudFront;

/// <summary>What the library knows about distributions, and from where.</summary>
public sealed class CloudFrontCatalogOptions
{
    /// <summary>Whether the account's distributions are listed (<c>cloudfront:ListDistributions</c>). Without, only <see cref="Mappings"/> count.</summary>
    /// <value>True by default.</value>
    public bool ListDistributions { get; set; } = true;

    /// <summary>How long the list of distributions and policies is used before it is read again.</summary>
    /// <value>10 minutes by default; 1 second to 24 hours.</value>
    [DurationRange("00:00:01", DurationRangeAttribute.LongestTimer)]
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long after a reading the list is not read again for a bucket that it does not know, or after a failure.</summary>
    /// <value>1 minute by default; zero to 24 hours.</value>
    [DurationRange("00:00:00", DurationRangeAttribute.LongestTimer)]
    public TimeSpan MissInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a distribution's default root object is used before it is read again: that is a call for each distribution (<c>cloudfront:GetDistributionConfig</c>).</summary>
    /// <value>1 hour by default; 1 second to 24 hours.</value>
    [DurationRange("00:00:01", DurationRangeAttribute.LongestTimer)]
    public TimeSpan RootObjectLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How many pages of distributions, and of policies, are read at most; a page has 100.</summary>
    /// <value>50 by default; 1 to 1,000.</value>
    [NumberRange(1, 1_000)]
    public int MaxPages { get; set; } = 50;

    /// <summary>The file that a folder shows, such as <c>index.html</c>, where a website endpoint or a function makes it so: a change of <c>dir/index.html</c> then also invalidates <c>/dir/</c> and <c>/dir</c>.</summary>
    /// <value>Null by default: none; a name without a slash.</value>
    public string? IndexDocument { get; set; }

    /// <summary>Beginnings of object keys whose content never changes under its key, by bucket; <c>*</c> for every bucket. They are invalidated on removal only.</summary>
    /// <value>None by default.</value>
    public IDictionary<string, IList<string>> ExceptionPrefixes { get; } = new Dictionary<string, IList<string>>(StringComparer.Ordinal);

    /// <summary>
    /// Whether the bucket of the storage's main store names further such beginnings in its tag <see cref="ExceptionTag"/>, read anew after <see cref="Lifetime"/> (<c>s3:GetBucketTagging</c>).
    /// A tag that cannot be read names none. Without a storage, <see cref="InvalidationBuilder.ExceptionTagOf"/> says which bucket it is.
    /// </summary>
    /// <value>False by default.</value>
    public bool ReadExceptionTag { get; set; }

    /// <summary>
    /// The tag of a bucket whose value has beginnings of object keys with spaces or colons between them, such as <c>immutable/ fonts/</c>. A slash before one, and an asterisk behind it, are
    /// read over. Keys that have a space or a colon themselves need <see cref="ExceptionPrefixes"/>.
    /// </summary>
    /// <value><c>exceptionPaths</c> by default; 1 to 128 characters.</value>
    public string ExceptionTag { get; set; } = "exceptionPaths";

    /// <summary>Distributions that are told by hand which bucket they serve.</summary>
    /// <value>None by default.</value>
    public IList<CloudFrontMapping> Mappings { get; } = [];

    /// <summary>Names the other paths, not escaped, under which viewers get an object where a function of the distribution rewrites paths. Called for each change there.</summary>
    /// <value>Null by default: only the path of the object itself.</value>
    public Func<CloudFrontViewerPath, IEnumerable<string>>? PathMapper { get; set; }
}
