namespace ResilientStorage.Stores.S3;

/// <content>Presigned requests, and the tags of the bucket.</content>
internal sealed partial class S3ObjectStore
{
    public Task<PresignedRequest> PresignGetAsync(string objectKey, PresignGetOptions? options = null, CancellationToken cancellationToken = default) =>
        _channel.RunAsync("PresignGet", objectKey, () => _presigner.GetAsync(objectKey, options ?? new PresignGetOptions(), cancellationToken), cancellationToken);

    public Task<PresignedRequest> PresignPutAsync(string objectKey, PresignPutOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        DemandAccess(options.Properties, "PresignPut", objectKey);
        return _channel.RunAsync("PresignPut", objectKey, () => _presigner.PutAsync(objectKey, options, cancellationToken), cancellationToken);
    }

    public Task<PresignedPost> PresignPostAsync(string objectKey, PresignPostOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        DemandAccess(options.Properties, "PresignPost", objectKey);
        return _channel.RunAsync("PresignPost", objectKey, () => _presigner.PostAsync(objectKey, options, cancellationToken), cancellationToken);
    }

    public Task<IReadOnlyDictionary<string, string>> ReadBucketTagsAsync(CancellationToken cancellationToken = default) =>
        _channel.RunAsync("GetBucketTagging", key: null, () => S3BucketTags.ReadAsync(_channel, cancellationToken), cancellationToken);
}
