namespace ResilientStorage;

/// <summary>How to delete.</summary>
public sealed record DeleteOptions
{
    /// <summary>Delete only while this version is the live one; otherwise <see cref="ResourceNotFoundException"/>.</summary>
    /// <value>Null by default: whichever version is live.</value>
    public VersionId? IfVersion { get; init; }

    /// <summary>How long the bytes are kept for a restore.</summary>
    /// <value>Null by default: the instance's setting (7 days; none for <see cref="ResourceAccess.PublicRead"/>).</value>
    public TimeSpan? Retention { get; init; }
}
