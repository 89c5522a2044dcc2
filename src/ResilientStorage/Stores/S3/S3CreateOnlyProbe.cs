using System.Buffers;
using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using ResilientStorage.ObjectKeys;

namespace ResilientStorage.Stores.S3;

/// <summary>
/// Finds out whether the bucket honours <c>If-None-Match: *</c>, which not every provider does, and which nothing in an answer tells. It writes one small object under the
/// reserved prefix, twice: the second write has to be refused. Later processes find it there and need one request. An answer of yes or no lasts as long as the store.
/// </summary>
internal sealed class S3CreateOnlyProbe(S3Channel channel, TimeProvider time)
{
    public const string ObjectKey = ReservedKeys.Prefix + "create-only.txt";

    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMinutes(1);

    private static readonly ReadOnlyMemory<byte> Content = "ResilientStorage writes this object to learn whether the bucket honours If-None-Match. It may be deleted."u8.ToArray();

    private bool? _isHonoured;
    private long? _failedAt;

    /// <summary>Tells it.</summary>
    /// <returns>Null when it cannot be found out: a probe is never the cause of a failure.</returns>
    public async Task<bool?> IsHonouredAsync(CancellationToken cancellationToken)
    {
        if (_isHonoured is not null || (_failedAt is { } failedAt && time.GetElapsedTime(failedAt) < AskAgainAfter))
        {
            return _isHonoured;
        }

        try
        {
            _isHonoured = await IsRefusedAsync(cancellationToken).ConfigureAwait(false) || await IsRefusedAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (StorageException)
        {
            _failedAt = time.GetTimestamp();
        }

        return _isHonoured;
    }

    private Task<bool> IsRefusedAsync(CancellationToken cancellationToken) =>
        channel.RunAsync("PutObject", ObjectKey, () => WriteAsync(cancellationToken), cancellationToken);

    private async Task<bool> WriteAsync(CancellationToken cancellationToken)
    {
        using var body = new S3Body(new ReadOnlySequence<byte>(Content));
        var request = new PutObjectRequest
        {
            BucketName = channel.Profile.Bucket,
            Key = channel.Keys.Of(ObjectKey, "PutObject"),
            InputStream = body,
            AutoCloseStream = false,
            AutoResetStreamPosition = false,
            UseChunkEncoding = false,
            IfNoneMatch = "*",
            ServerSideEncryptionMethod = S3Properties.EncryptionOf(channel.Options),
            ServerSideEncryptionKeyManagementServiceKeyId = channel.Options.KmsKeyId,
            ExpectedBucketOwner = channel.Options.ExpectedBucketOwner,
        };
        request.Headers.ContentType = "text/plain";
        request.Headers.ContentLength = Content.Length;
        try
        {
            var answer = await channel.Client.PutObjectAsync(request, cancellationToken).ConfigureAwait(false);
            channel.Proved(answer, "PutObject", ObjectKey, isWhole: S3Properties.TagOf(answer.ETag) is not null);
            return false;
        }
        catch (AmazonS3Exception error) when (error.StatusCode is HttpStatusCode.PreconditionFailed or HttpStatusCode.Conflict)
        {
            return true;
        }
    }
}
