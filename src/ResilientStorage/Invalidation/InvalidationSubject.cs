namespace ResilientStorage.Invalidation;

/// <summary>What a change is about, whatever happened to it: two changes of one subject are one duty.</summary>
internal readonly record struct InvalidationSubject(string? Bucket, string? ObjectKey, string? Path, string? DistributionId)
{
    public static InvalidationSubject Of(NewInvalidationIntent change) => new(change.Bucket, change.ObjectKey, change.Path, change.DistributionId);
}
