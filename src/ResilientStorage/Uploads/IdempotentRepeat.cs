namespace ResilientStorage.Uploads;

/// <summary>A second upload with a known idempotency key: the content is read and compared, and nothing is sent.</summary>
internal sealed class IdempotentRepeat(string key, Stream content, UploadOptions options, PartPlan plan)
{
    public async Task<Resource> CompareAsync(Resource existing, CancellationToken cancellationToken)
    {
        var digest = await DigestAsync(cancellationToken).ConfigureAwait(false);
        UploadLength.Check(key, existing.VersionId, options, digest);
        return existing.Key == key && existing.Length == digest.Length && existing.Sha256 == digest.Sha256
            ? existing
            : throw new UploadFailedException($"The idempotency key of this upload belongs to version {existing.VersionId} of '{existing.Key}', which has other content. Use a new idempotency key for new content.")
            {
                Key = key,
                VersionId = existing.VersionId,
                Kind = StorageErrorKind.InvalidRequest,
            };
    }

    private async Task<Digest> DigestAsync(CancellationToken cancellationToken)
    {
        var reader = new PartReader(content, plan, UploadLength.Known(content, options));
        using var digest = reader.Digest;
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false) is { } part)
        {
            part.Dispose();
        }

        return digest.Finish();
    }
}
