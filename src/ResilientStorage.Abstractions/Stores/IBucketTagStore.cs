namespace ResilientStorage.Stores;

/// <summary>A store whose bucket carries tags, which a host may use to configure what it does with the objects there.</summary>
public interface IBucketTagStore : IObjectStore
{
    /// <summary>Reads the tags of the bucket. Nothing is cached.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Names, which differ by case, with values; empty when the bucket has none.</returns>
    /// <exception cref="StorageException">The bucket is missing, or the credentials may not read its tags (on S3: <c>s3:GetBucketTagging</c>).</exception>
    Task<IReadOnlyDictionary<string, string>> ReadBucketTagsAsync(CancellationToken cancellationToken = default);
}
