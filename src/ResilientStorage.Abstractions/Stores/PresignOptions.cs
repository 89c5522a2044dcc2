namespace ResilientStorage.Stores;

/// <summary>What every presigned request has.</summary>
public abstract record PresignOptions
{
    /// <summary>The longest lifetime, which is that of a signature: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html.</summary>
    public static TimeSpan MaxLifetime { get; } = TimeSpan.FromDays(7);

    /// <summary>How long the request may be begun, in whole seconds. One that is signed with temporary credentials ends with these, if that is earlier.</summary>
    /// <value>15 minutes by default; 1 second to 7 days.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is not in that range, or has a fraction of a second.</exception>
    public TimeSpan Lifetime
    {
        get;
        init => field = value >= TimeSpan.FromSeconds(1) && value <= MaxLifetime && value.Ticks % TimeSpan.TicksPerSecond == 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "A presigned request lives 1 second to 7 days, in whole seconds: providers refuse a signature that is older.");
    } = TimeSpan.FromMinutes(15);
}
