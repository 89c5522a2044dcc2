namespace ResilientStorage.Invalidation.CloudFront;

/// <summary>How long content may be kept, and whether query strings tell copies apart.</summary>
/// <param name="MinTtl">At least this long.</param>
/// <param name="DefaultTtl">This long when the origin does not say.</param>
/// <param name="MaxTtl">At most this long.</param>
/// <param name="VariesByQueryString">Whether each query string has a cached copy of its own, which the path without it does not invalidate.</param>
public sealed record CloudFrontCacheSettings(TimeSpan MinTtl, TimeSpan DefaultTtl, TimeSpan MaxTtl, bool VariesByQueryString = false)
{
    // What the service takes where a field is absent: https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CachePolicyConfig.html.
    private const long DefaultOfDefault = 24 * 60 * 60;
    private const long DefaultOfMax = 365 * DefaultOfDefault;

    /// <summary>Whether anything can be kept at all: a default of zero still keeps what the origin allows up to the maximum.</summary>
    public bool CanCache => MinTtl > TimeSpan.Zero || DefaultTtl > TimeSpan.Zero || MaxTtl > TimeSpan.Zero;

    /// <summary>Makes the settings as the service has them, in seconds, where a field that is absent has the service's default.</summary>
    /// <param name="min">The minimum; null for 0.</param>
    /// <param name="normal">The default; null for 1 day.</param>
    /// <param name="max">The maximum; null for 365 days.</param>
    /// <param name="variesByQueryString">Whether each query string has a cached copy of its own.</param>
    /// <returns>The settings.</returns>
    public static CloudFrontCacheSettings FromSeconds(long? min, long? normal, long? max, bool variesByQueryString = false) =>
        new(Span(min ?? 0), Span(normal ?? DefaultOfDefault), Span(max ?? DefaultOfMax), variesByQueryString);

    private static TimeSpan Span(long seconds) => TimeSpan.FromSeconds(Math.Clamp(seconds, 0, TimeSpan.MaxValue.Ticks / TimeSpan.TicksPerSecond));
}
