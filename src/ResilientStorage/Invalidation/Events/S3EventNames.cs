namespace ResilientStorage.Invalidation.Events;

/// <summary>What the events of a bucket mean for those who see its objects.</summary>
internal static class S3EventNames
{
    /// <summary>The names that begin so change nothing that viewers see. Those of accesses are MinIO's.</summary>
    private static readonly string[] NoChange =
        ["ObjectRestore:", "ReducedRedundancyLostObject", "Replication:", "ObjectReplication:", "LifecycleTransition", "ObjectTransition:", "ObjectLifecycle:Transition:", "ObjectLifecycle:Expiration:AbortMultipartUpload", "IntelligentTiering", "ObjectTagging:", "ObjectAnnotation:", "ObjectAccessed:", "BucketCreated:", "BucketRemoved:", "ObjectScanner:"];

    // Lifecycle deletions raise no ObjectRemoved on AWS; ObjectLifecycle and ObjectSynced are Ceph's names, LifecycleDelMarkerExpiration MinIO's.
    private static readonly string[] Removals =
        ["ObjectRemoved:", "LifecycleExpiration:", "LifecycleDelMarkerExpiration:", "ObjectLifecycle:Expiration:", "ObjectSynced:Delet"];

    private static readonly string[] Changes = ["ObjectCreated:", "ObjectSynced:Create"];

    public static string WithoutPrefix(string name) => name.StartsWith("s3:", StringComparison.Ordinal) ? name[3..] : name;

    /// <summary>What a classic event means.</summary>
    /// <param name="name">Its name, without prefix.</param>
    /// <param name="aclChangesAreRemovals">Whether a changed access list is one.</param>
    public static S3EventMeaning MeaningOf(string name, bool aclChangesAreRemovals) => name switch
    {
        _ when BeginsWithOneOf(Changes, name) => S3EventMeaning.Change,
        _ when BeginsWithOneOf(NoChange, name) => S3EventMeaning.NoChange,
        _ when BeginsWithOneOf(Removals, name) => S3EventMeaning.Removal,
        _ when name.StartsWith("ObjectAcl:", StringComparison.Ordinal) => aclChangesAreRemovals ? S3EventMeaning.Removal : S3EventMeaning.NoChange,
        _ => S3EventMeaning.Unknown,
    };

    /// <summary>What an event of EventBridge means.</summary>
    /// <param name="detailType">Its <c>detail-type</c>. One type covers deletions by request and by lifecycle.</param>
    /// <param name="aclChangesAreRemovals">Whether a changed access list is one.</param>
    public static S3EventMeaning MeaningOfDetailType(string detailType, bool aclChangesAreRemovals) => detailType switch
    {
        "Object Created" => S3EventMeaning.Change,
        "Object Deleted" => S3EventMeaning.Removal,
        "Object ACL Updated" => aclChangesAreRemovals ? S3EventMeaning.Removal : S3EventMeaning.NoChange,
        "Object Restore Initiated" or "Object Restore Completed" or "Object Restore Expired" or "Object Storage Class Changed" or "Object Access Tier Changed"
            or "Object Tags Added" or "Object Tags Deleted" => S3EventMeaning.NoChange,
        _ => S3EventMeaning.Unknown,
    };

    private static bool BeginsWithOneOf(string[] beginnings, string name) => beginnings.Any(beginning => name.StartsWith(beginning, StringComparison.Ordinal));
}
