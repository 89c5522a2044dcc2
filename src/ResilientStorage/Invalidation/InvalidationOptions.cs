using ResilientStorage.Configuration;

namespace ResilientStorage.Invalidation;

/// <summary>When and how fast a CDN is told. The limits are Amazon CloudFront's own defaults; raise them where the account has others.</summary>
public sealed class InvalidationOptions
{
    /// <summary>How long changes are gathered, counted from the first that waits: one batch costs as much as its paths, however many changes it holds, and fewer calls.</summary>
    /// <value>10 seconds by default; zero to 1 minute.</value>
    [DurationRange("00:00:00", "00:01:00")]
    public TimeSpan Window { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How many waiting changes are sent before their window has passed.</summary>
    /// <value>10,000 by default; 1 to 1,000,000.</value>
    [NumberRange(1, 1_000_000)]
    public int MaxChanges { get; set; } = 10_000;

    /// <summary>How many paths without a wildcard one distribution may have in progress.</summary>
    /// <value>3,000 by default; 1 to 1,000,000.</value>
    [NumberRange(1, 1_000_000)]
    public int MaxPathsInProgress { get; set; } = 3_000;

    /// <summary>How many paths with a wildcard one distribution may have in progress.</summary>
    /// <value>15 by default; 0 to 10,000, where 0 leaves only those that a change itself needs, one batch at a time.</value>
    [NumberRange(0, 10_000)]
    public int MaxWildcardsInProgress { get; set; } = 15;

    /// <summary>How many of those wildcards are left to others: consoles, deployments, other programs.</summary>
    /// <value>2 by default; 0 to 10,000.</value>
    [NumberRange(0, 10_000)]
    public int WildcardReserve { get; set; } = 2;

    /// <summary>After how long an invalidation whose end was not heard of no longer counts as in progress.</summary>
    /// <value>15 minutes by default; 1 minute to 24 hours.</value>
    [DurationRange("00:01:00", DurationRangeAttribute.LongestTimer)]
    public TimeSpan SlotTimeout { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How often an invalidation in progress is asked after, while other batches wait for the places that it takes, or more than half of them are taken.</summary>
    /// <value>20 seconds by default; 1 second to 15 minutes.</value>
    [DurationRange("00:00:01", "00:15:00")]
    public TimeSpan ProgressInterval { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How many seconds lie between two calls on average; the account's other tools share its limit of about one call in two seconds.</summary>
    /// <value>2 seconds by default; 10 milliseconds to 10 minutes.</value>
    [DurationRange("00:00:00.01", "00:10:00")]
    public TimeSpan CallInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How many calls may come at once after a quiet time.</summary>
    /// <value>5 by default; 1 to 1,000.</value>
    [NumberRange(1, 1_000)]
    public int CallBurst { get; set; } = 5;

    /// <summary>The pause after the first try that failed; each further one doubles it, up to <see cref="MaxRetryDelay"/>.</summary>
    /// <value>30 seconds by default; zero to 24 hours.</value>
    [DurationRange("00:00:00", DurationRangeAttribute.LongestTimer)]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest pause between two tries.</summary>
    /// <value>15 minutes by default; zero to 24 hours.</value>
    [DurationRange("00:00:00", DurationRangeAttribute.LongestTimer)]
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How many tries follow the first before a batch is reported to a person.</summary>
    /// <value>7 by default, which is about an hour; 0 to 1,000.</value>
    [NumberRange(0, 1_000)]
    public int Retries { get; set; } = 7;

    /// <summary>
    /// How far the clock of a store may be behind that of the CDN: a change needs no other invalidation where one of its path was accepted later than the change by more
    /// than this. Raise it where the clock of a store is not kept by a time service.
    /// </summary>
    /// <value>5 seconds by default; 1 second to 1 hour, with which every change is told.</value>
    [DurationRange("00:00:01", "01:00:00")]
    public TimeSpan ClockTolerance { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether the CDN is told of the end of versions that another has replaced. Their URLs were never promised to end.</summary>
    /// <value>False by default.</value>
    public bool InvalidateSuperseded { get; set; }
}
