using System.Buffers;
using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using ResilientStorage.ObjectKeys;

namespace ResilientStorage.Stores.S3;

/// <summary>
/// Finds out whether the bucket honours <c>If-None-Match: *</c>, which not every provider does, and which nothing in an answer tells. It writes one small object under the
/// reserved prefix, twice: the second write has to be refused. Later processes find it there and need one request. A no lasts as long as the store; a yes does not, since a bucket may begin to keep versions, in which not every provider honours it.
/// </summary>
internal sealed class S3CreateOnlyProbe(S3Channel channel, TimeProvider time)
{
    public const string ObjectKey = ReservedKeys.Prefix + "create-only.txt";

    private static readonly TimeSpan YesLasts = TimeSpan.FromMinutes(10);

    private static readonly ReadOnlyMemory<byte> Content = "ResilientStorage writes this object to learn whether the bucket honours If-None-Match. It may be deleted."u8.ToArray();

    private long _honouredAt;
    private bool _wasHonoured;
    private bool _isIgnored;

    /// <summary>Tells it.</summary>
    /// <exception cref="StorageException">It cannot be found out. What is not known is not promised, and asked again the next time.</exception>
    public async Task<bool> IsHonouredAsync(CancellationToken cancellationToken)
    {
        if (_isIgnored || (_wasHonoured && time.GetElapsedTime(_honouredAt) < YesLasts))
        {
            return !_isIgnored;
        }

        if (await IsRefusedAsync(cancellationToken).ConfigureAwait(false) || await IsRefusedAsync(cancellationToken).ConfigureAwait(false))
        {
            _honouredAt = time.GetTimestamp();
            _wasHonoured = true;
            return true;
        }

        _isIgnored = true;
        return false;
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
