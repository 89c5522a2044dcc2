namespace ResilientStorage.Stores.S3;

/// <summary>What the provider said of one removal.</summary>
/// <param name="Error">Why it is not done; null when it is confirmed.</param>
/// <param name="LeftMarker">Whether only a delete marker was put over bytes that are still there.</param>
internal sealed record S3Removal(StorageException? Error, bool LeftMarker = false)
{
    public static S3Removal Done { get; } = new((StorageException?)null);

    public static S3Removal Marked { get; } = new(null, LeftMarker: true);
}
