using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace ResilientStorage.Stores.S3;

/// <summary>The versions of a bucket that keeps them: a plain delete there only hides the bytes.</summary>
internal sealed class S3Versions(S3Channel channel)
{
    private const int MaxRounds = 100;

    private bool? _areKept;

    /// <summary>Takes note of a delete marker: the bucket keeps versions, whatever was said before.</summary>
    public void WereMet() => _areKept = true;

    /// <summary>Whether the bucket keeps versions, or has kept them; asked once. Where it may not be asked, a delete marker tells later.</summary>
    public async Task<bool> AreKeptAsync(CancellationToken cancellationToken)
    {
        if (_areKept is { } known)
        {
            return known;
        }

        try
        {
            var answer = await channel.Client.GetBucketVersioningAsync(new GetBucketVersioningRequest { BucketName = channel.Profile.Bucket, ExpectedBucketOwner = channel.Options.ExpectedBucketOwner }, cancellationToken).ConfigureAwait(false);
            channel.Proved(answer, "GetBucketVersioning", key: null);
            var status = answer.VersioningConfig?.Status;
            _areKept ??= status is not null && (status == VersionStatus.Enabled || status == VersionStatus.Suspended);
        }
        catch (AmazonS3Exception error) when (error.ErrorCode != "NoSuchBucket" && error.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.NotImplemented or HttpStatusCode.MethodNotAllowed)
        {
            _areKept ??= false;
        }

        return _areKept == true;
    }

    /// <summary>Removes every version and delete marker of exactly this key.</summary>
    /// <returns>Why something is left; null when a listing shows nothing.</returns>
    public async Task<StorageException?> RemoveAllAsync(S3Target target, Func<IReadOnlyList<S3Target>, CancellationToken, Task<IReadOnlyDictionary<S3Target, S3Removal>>> send, CancellationToken cancellationToken)
    {
        for (var round = 0; round < MaxRounds; round++)
        {
            var versions = await ListAsync(target, cancellationToken).ConfigureAwait(false);
            if (versions.Count == 0)
            {
                return null;
            }

            var answers = await send(versions, cancellationToken).ConfigureAwait(false);
            if (answers.Values.FirstOrDefault(static answer => answer.Error is not null)?.Error is { } error)
            {
                return error;
            }
        }

        return S3ErrorMapper.Make(StorageErrorKind.Unavailable, $"the bucket '{channel.Profile.Bucket}' still lists versions of the key after {MaxRounds} rounds of removing them: see what keeps writing it.", channel.Request("DeleteObjects", target.ObjectKey));
    }

    /// <summary>The first page of versions and delete markers; in byte order a key comes before all that it is a prefix of.</summary>
    private async Task<IReadOnlyList<S3Target>> ListAsync(S3Target target, CancellationToken cancellationToken)
    {
        var answer = await channel.Client.ListVersionsAsync(new ListVersionsRequest { BucketName = channel.Profile.Bucket, Prefix = target.Key, ExpectedBucketOwner = channel.Options.ExpectedBucketOwner }, cancellationToken).ConfigureAwait(false);
        channel.Proved(answer, "ListObjectVersions", target.ObjectKey, isWhole: answer.Name == channel.Profile.Bucket);
        return [.. (answer.Versions ?? []).Where(version => string.Equals(version.Key, target.Key, StringComparison.Ordinal)).Select(version => target with { VersionId = version.VersionId })];
    }
}
