namespace ResilientStorage.Stores;

/// <summary>What a store can do, and its limits. The defaults are those of the S3 API.</summary>
/// <remarks>Limits of S3: https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html.</remarks>
public sealed record ObjectStoreCapabilities
{
    /// <summary>The smallest size of a part that is not the last, in bytes.</summary>
    /// <value>5 MiB by default.</value>
    public long MinPartSize { get; init; } = 5L << 20;

    /// <summary>The largest size of a part, in bytes.</summary>
    /// <value>5 GiB by default.</value>
    public long MaxPartSize { get; init; } = 5L << 30;

    /// <summary>How many parts an upload may have.</summary>
    /// <value>10,000 by default.</value>
    public int MaxParts { get; init; } = 10_000;

    /// <summary>The largest object, in bytes.</summary>
    /// <value>5 TiB by default.</value>
    public long MaxObjectSize { get; init; } = 5L << 40;

    /// <summary>How many objects one delete call takes.</summary>
    /// <value>1,000 by default.</value>
    public int MaxDeleteBatch { get; init; } = 1_000;

    /// <summary>Whether objects can be made readable to everybody one by one.</summary>
    /// <value>False by default.</value>
    public bool SupportsPublicRead { get; init; }

    /// <summary>
    /// Whether "there is no such object" proves nothing unless the store's owner marker was seen at the same time: an unmounted folder looks empty.
    /// Where false, a GET's NotFound is believed, and a HEAD's only while the marker was seen in the last 60 s.
    /// </summary>
    /// <value>False by default.</value>
    public bool AbsenceNeedsMarker { get; init; }

    /// <summary>How many operations a second the provider takes, and what it counts them by. The library keeps to it for all stores of a process together.</summary>
    /// <value>Null by default: no limit is known.</value>
    public StoreRateLimit? RateLimit { get; init; }
}
