namespace ResilientStorage.Invalidation;

/// <summary>What a change is about, whatever happened to it: two changes of one subject are one duty.</summary>
internal readonly record struct InvalidationSubject(string? Bucket, string? ObjectKey, string? Path, string? DistributionId)
{
    /// <summary>When two changes of one subject had both happened. Of a time that is not known nobody can say that something came after it.</summary>
    public static DateTimeOffset? LaterOf(DateTimeOffset? one, DateTimeOffset? other) => one is null || other is null ? null : one > other ? one : other;

    public static InvalidationSubject Of(NewInvalidationIntent change) => new(change.Bucket, change.ObjectKey, change.Path, change.DistributionId);
}
