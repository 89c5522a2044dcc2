using System.Net;
using System.Xml;
using Amazon.S3;
using Amazon.S3.Model;

namespace ResilientStorage.Stores.S3;

/// <summary>
/// Removes objects, many in one request where the provider takes that, and believes only what is confirmed key by key. In a bucket that keeps
/// versions it removes every version and delete marker of exactly the keys, until a listing shows none.
/// </summary>
internal sealed class S3Deletion(S3Channel channel)
{
    private const string Operation = "DeleteObjects";

    private readonly S3Versions _versions = new(channel);
    private bool _takesNoBatches;

    public async Task<IReadOnlyList<ObjectDeletion>> DeleteAsync(IReadOnlyList<ObjectToDelete> objects, int maxBatch, CancellationToken cancellationToken)
    {
        if (objects.Count > maxBatch)
        {
            throw S3ErrorMapper.Make(StorageErrorKind.InvalidRequest, $"{objects.Count} objects are more than the {maxBatch} that one call takes.", channel.Request(Operation, key: null));
        }

        var errors = new Dictionary<string, StorageException?>(StringComparer.Ordinal);
        var targets = objects.Select(static item => item.ObjectKey).Distinct(StringComparer.Ordinal).Select(key => Target(key, errors)).OfType<S3Target>().ToList();
        if (targets.Count > 0)
        {
            await RemoveAsync(targets, errors, cancellationToken).ConfigureAwait(false);
        }

        return [.. objects.Select(item => new ObjectDeletion(item.ObjectKey, errors[item.ObjectKey]))];
    }

    private async Task RemoveAsync(List<S3Target> targets, Dictionary<string, StorageException?> errors, CancellationToken cancellationToken)
    {
        if (!await _versions.AreKeptAsync(cancellationToken).ConfigureAwait(false))
        {
            var answers = await SendAsync(targets, cancellationToken).ConfigureAwait(false);
            foreach (var (target, answer) in answers)
            {
                errors[target.ObjectKey] = answer.Error;
            }

            // Versions were switched on since, or the credentials may not ask: the bytes are still there, behind a marker.
            targets = [.. answers.Where(static pair => pair.Value.LeftMarker).Select(static pair => pair.Key)];
            if (targets.Count == 0)
            {
                return;
            }

            _versions.WereMet();
        }

        foreach (var target in targets)
        {
            errors[target.ObjectKey] = await _versions.RemoveAllAsync(target, SendAsync, cancellationToken).ConfigureAwait(false);
        }
    }

    private S3Target? Target(string objectKey, Dictionary<string, StorageException?> errors)
    {
        try
        {
            return new S3Target(objectKey, channel.Keys.Of(objectKey, Operation));
        }
        catch (StorageException error)
        {
            errors[objectKey] = error;
            return null;
        }
    }

    private async Task<IReadOnlyDictionary<S3Target, S3Removal>> SendAsync(IReadOnlyList<S3Target> targets, CancellationToken cancellationToken)
    {
        var answers = new Dictionary<S3Target, S3Removal>();

        // XML 1.0 has no way to write some characters that a key may have.
        var batch = _takesNoBatches ? [] : targets.Where(static target => target.Key.All(XmlConvert.IsXmlChar) || target.Key.Any(char.IsSurrogate)).ToList();
        if (batch.Count > 0)
        {
            await SendBatchAsync(batch, answers, cancellationToken).ConfigureAwait(false);
        }

        foreach (var target in targets.Where(target => !answers.ContainsKey(target)))
        {
            answers[target] = await SendOneAsync(target, cancellationToken).ConfigureAwait(false);
        }

        return answers;
    }

    private async Task SendBatchAsync(List<S3Target> batch, Dictionary<S3Target, S3Removal> answers, CancellationToken cancellationToken)
    {
        var request = new DeleteObjectsRequest
        {
            BucketName = channel.Profile.Bucket,
            Objects = [.. batch.Select(static target => new KeyVersion { Key = target.Key, VersionId = target.VersionId })],
            ExpectedBucketOwner = channel.Options.ExpectedBucketOwner,
        };
        DeleteObjectsResponse answer;
        try
        {
            answer = await channel.Client.DeleteObjectsAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (DeleteObjectsException error)
        {
            answer = error.Response;
        }
        catch (AmazonS3Exception error) when (IsRefusal(error))
        {
            _takesNoBatches = true;
            return;
        }

        var requestId = S3Channel.RequestIdOf(answer);
        var confirmed = (answer.DeletedObjects ?? []).GroupBy(static item => (item.Key, Version(item.VersionId))).ToDictionary(static group => group.Key, static group => group.First());
        var refused = (answer.DeleteErrors ?? []).GroupBy(static item => (item.Key, Version(item.VersionId))).ToDictionary(static group => group.Key, static group => group.First());
        foreach (var target in batch)
        {
            var named = (target.Key, Version(target.VersionId));
            if (refused.TryGetValue(named, out var refusal))
            {
                answers[target] = refusal.Code is "NoSuchKey" or "NoSuchVersion" ? S3Removal.Done : new S3Removal(S3ErrorMapper.MapItem(refusal.Code, requestId, channel.Request(Operation, target.ObjectKey)));
            }
            else if (requestId is not null && confirmed.TryGetValue(named, out var item))
            {
                // An empty element comes as an empty text.
                answers[target] = target.VersionId is null && (item.DeleteMarker == true || !string.IsNullOrEmpty(item.DeleteMarkerVersionId)) ? S3Removal.Marked : S3Removal.Done;
            }
            else
            {
                answers[target] = new S3Removal(S3ErrorMapper.Unproved("a word on this key", requestId, channel.Request(Operation, target.ObjectKey)));
            }
        }
    }

    private async Task<S3Removal> SendOneAsync(S3Target target, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await channel.Client.DeleteObjectAsync(
                new DeleteObjectRequest { BucketName = channel.Profile.Bucket, Key = target.Key, VersionId = target.VersionId, ExpectedBucketOwner = channel.Options.ExpectedBucketOwner },
                cancellationToken).ConfigureAwait(false);
            channel.Proved(answer, Operation, target.ObjectKey);
            return target.VersionId is null && answer.DeleteMarker == "true" ? S3Removal.Marked : S3Removal.Done;
        }
        catch (AmazonS3Exception error) when (error.ErrorCode is "NoSuchKey" or "NoSuchVersion")
        {
            return S3Removal.Done;
        }
        catch (Exception error) when (error is not OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return new S3Removal(S3ErrorMapper.Map(error, channel.Request(Operation, target.ObjectKey)));
        }
    }

    private static bool IsRefusal(AmazonS3Exception error) =>
        error.StatusCode is HttpStatusCode.NotImplemented or HttpStatusCode.MethodNotAllowed
        || (error.StatusCode == HttpStatusCode.BadRequest && error.ErrorCode is "MissingContentMD5" or "NotImplemented" or "InvalidRequest" or "MalformedXML" or "InvalidDigest" or "InvalidArgument");

    private static string Version(string? version) => version ?? "";
}
