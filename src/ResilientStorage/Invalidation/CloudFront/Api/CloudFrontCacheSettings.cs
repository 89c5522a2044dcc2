namespace ResilientStorage.Invalidation.CloudFront;

/// <summary>How long content may be kept, and whether query strings tell copies apart.</summary>
/// <param name="MinTtl">At least this long.</param>
/// <param name="DefaultTtl">This long when the origin does not say.</param>
/// <param name="MaxTtl">At most this long.</param>
/// <param name="VariesByQueryString">Whether each query string has a cached copy of its own, which the path without it does not invalidate.</param>
public sealed record CloudFrontCacheSettings(TimeSpan MinTtl, TimeSpan DefaultTtl, TimeSpan MaxTtl, bool VariesByQueryString = false)
{
    /// <summary>Whether anything can be kept at all: a default of zero still keeps what the origin allows up to the maximum.</summary>
    public bool CanCache => MinTtl > TimeSpan.Zero || DefaultTtl > TimeSpan.Zero || MaxTtl > TimeSpan.Zero;
}
