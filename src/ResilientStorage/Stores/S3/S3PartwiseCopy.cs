using Amazon.S3.Model;
using ResilientStorage.Aws;

namespace ResilientStorage.Stores.S3;

/// <summary>Copies an object that is too large for one request, in parts of equal size, one after another: the store does the work.</summary>
internal sealed class S3PartwiseCopy(S3Channel channel)
{
    private const int MaxParts = 10_000;

    public async Task<StoredObject> RunAsync(string sourceKey, ObjectHead source, MultipartUpload upload, Func<IReadOnlyList<StoredPart>, Task<StoredObject>> complete, Func<Task> abort, CancellationToken cancellationToken)
    {
        try
        {
            var partSize = Math.Max(channel.Profile.CopyPartSize, ((source.Length - 1) / MaxParts) + 1);
            var parts = new List<StoredPart>();
            for (var offset = 0L; offset < source.Length; offset += partSize)
            {
                parts.Add(await CopyPartAsync(sourceKey, source, upload, parts.Count + 1, offset, Math.Min(partSize, source.Length - offset), cancellationToken).ConfigureAwait(false));
            }

            return await complete(parts).ConfigureAwait(false);
        }
        catch
        {
            await TryAbortAsync(abort).ConfigureAwait(false);
            throw;
        }
    }

    private async Task<StoredPart> CopyPartAsync(string sourceKey, ObjectHead source, MultipartUpload upload, int number, long offset, long length, CancellationToken cancellationToken)
    {
        var request = new CopyPartRequest
        {
            SourceBucket = channel.Profile.Bucket,
            SourceKey = channel.Keys.Of(sourceKey, "CopyObject"),
            DestinationBucket = channel.Profile.Bucket,
            DestinationKey = channel.Keys.Of(upload.ObjectKey, "CopyObject"),
            UploadId = upload.UploadId,
            PartNumber = number,
            FirstByte = offset,
            LastByte = offset + length - 1,
            ETagToMatch = [source.ETag],
            ExpectedBucketOwner = channel.Options.ExpectedBucketOwner,
            ExpectedSourceBucketOwner = channel.Options.ExpectedBucketOwner,
        };
        var answer = await channel.Client.CopyPartAsync(request, cancellationToken).ConfigureAwait(false);
        var tag = S3Properties.TagOf(answer.ETag);
        return new StoredPart(number, length, S3Properties.TagOf(channel.Proved(answer, "CopyObject", upload.ObjectKey, isWhole: tag is not null).ETag)!);
    }

    private static async Task TryAbortAsync(Func<Task> abort)
    {
        try
        {
            await abort().ConfigureAwait(false);
        }
        catch (Exception error) when (error is Amazon.Runtime.AmazonClientException or AwsTransportException or StorageException or IOException or HttpRequestException)
        {
            // The first error says more, and the sweep aborts what is left.
        }
    }
}
