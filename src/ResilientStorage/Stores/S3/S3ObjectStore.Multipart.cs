using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;

namespace ResilientStorage.Stores.S3;

/// <content>Uploads in parts, and copies.</content>
internal sealed partial class S3ObjectStore
{
    public Task<MultipartUpload> BeginMultipartAsync(string objectKey, long partSize, PutObjectOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(partSize, 1);
        return _channel.RunAsync("CreateMultipartUpload", objectKey, async () => new MultipartUpload(objectKey, await BeginAsync(objectKey, options, cancellationToken).ConfigureAwait(false), partSize), cancellationToken);
    }

    public Task<StoredPart> PutPartAsync(MultipartUpload upload, int number, ReadOnlySequence<byte> content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(upload);
        return _channel.RunAsync("UploadPart", upload.ObjectKey, () => StorePartAsync(upload, number, content, cancellationToken), cancellationToken);
    }

    public Task<StoredObject> CompleteMultipartAsync(MultipartUpload upload, IReadOnlyList<StoredPart> parts, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(upload);
        ArgumentNullException.ThrowIfNull(parts);
        return _channel.RunAsync("CompleteMultipartUpload", upload.ObjectKey, () => CompleteAsync(upload, parts, cancellationToken), cancellationToken);
    }

    public Task AbortMultipartAsync(MultipartUpload upload, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(upload);
        return _channel.RunAsync("AbortMultipartUpload", upload.ObjectKey, () => AbortAsync(upload, cancellationToken), cancellationToken);
    }

    public IAsyncEnumerable<MultipartUpload> ListMultipartAsync(string prefix, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return ListUploadsAsync(prefix, cancellationToken);
    }

    public Task<StoredObject> CopyAsync(string sourceKey, string destinationKey, PutObjectOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return _channel.RunAsync("CopyObject", destinationKey, () => DuplicateAsync(sourceKey, destinationKey, options, cancellationToken), cancellationToken);
    }

    private async Task<string> BeginAsync(string objectKey, PutObjectOptions options, CancellationToken cancellationToken)
    {
        DemandAccess(options, "CreateMultipartUpload", objectKey);
        var request = new InitiateMultipartUploadRequest
        {
            BucketName = _profile.Bucket,
            Key = _channel.Keys.Of(objectKey, "CreateMultipartUpload"),
            CannedACL = S3Properties.AclOf(options),
            StorageClass = S3Properties.StorageClassOf(_profile.Options),
            ServerSideEncryptionMethod = S3Properties.EncryptionOf(_profile.Options),
            ServerSideEncryptionKeyManagementServiceKeyId = _profile.Options.KmsKeyId,
            ExpectedBucketOwner = _profile.Options.ExpectedBucketOwner,
        };
        S3Properties.Set(request.Headers, request.Metadata, options);
        var answer = await _client.InitiateMultipartUploadAsync(request, cancellationToken).ConfigureAwait(false);
        return _channel.Proved(answer, "CreateMultipartUpload", objectKey, isWhole: answer.UploadId is { Length: > 0 } && answer.Key == request.Key).UploadId;
    }

    private async Task<StoredPart> StorePartAsync(MultipartUpload upload, int number, ReadOnlySequence<byte> content, CancellationToken cancellationToken)
    {
        DemandId(upload, "UploadPart");
        if (number < 1 || number > Capabilities.MaxParts)
        {
            throw S3ErrorMapper.Make(StorageErrorKind.InvalidRequest, string.Create(CultureInfo.InvariantCulture, $"part {number} is refused: numbers go from 1 to {Capabilities.MaxParts}."), _channel.Request("UploadPart", upload.ObjectKey));
        }

        using var body = new S3Body(content);
        var request = new UploadPartRequest
        {
            BucketName = _profile.Bucket,
            Key = _channel.Keys.Of(upload.ObjectKey, "UploadPart"),
            UploadId = upload.UploadId,
            PartNumber = number,
            PartSize = content.Length,
            InputStream = body,
            UseChunkEncoding = false,
            ExpectedBucketOwner = _profile.Options.ExpectedBucketOwner,
        };
        var answer = await _client.UploadPartAsync(request, cancellationToken).ConfigureAwait(false);
        return new StoredPart(number, content.Length, S3Channel.RequestIdOf(answer) is null ? "" : S3Properties.TagOf(answer.ETag) ?? "");
    }

    private async Task<StoredObject> CompleteAsync(MultipartUpload upload, IReadOnlyList<StoredPart> parts, CancellationToken cancellationToken)
    {
        DemandId(upload, "CompleteMultipartUpload");
        if (parts.Count == 0)
        {
            throw S3ErrorMapper.Make(StorageErrorKind.InvalidRequest, "there are no parts to complete the upload with.", _channel.Request("CompleteMultipartUpload", upload.ObjectKey));
        }

        // Ceph answers a second completion with success, as if it had done it now: the upload itself knows better.
        await DemandUploadAsync(upload, cancellationToken).ConfigureAwait(false);
        var request = new CompleteMultipartUploadRequest
        {
            BucketName = _profile.Bucket,
            Key = _channel.Keys.Of(upload.ObjectKey, "CompleteMultipartUpload"),
            UploadId = upload.UploadId,
            PartETags = [.. parts.Select(static part => new PartETag(part.Number, part.ETag))],
            ExpectedBucketOwner = _profile.Options.ExpectedBucketOwner,
        };
        var answer = await _client.CompleteMultipartUploadAsync(request, cancellationToken).ConfigureAwait(false);
        var length = parts.Sum(static part => part.Length);
        if (S3Channel.RequestIdOf(answer) is not { } requestId)
        {
            // Not the store's answer: an object that lies there may be one from before.
            return new StoredObject { Length = length };
        }

        if (S3Properties.TagOf(answer.ETag) is { } tag)
        {
            return Stored(length, tag, answer.VersionId, requestId);
        }

        // Ceph's answer has no entity tag that the SDK reads.
        var head = await LookUpAsync(upload.ObjectKey, cancellationToken).ConfigureAwait(false);
        return new StoredObject { Length = head?.Length ?? length, ETag = head?.ETag, ProviderVersionId = head?.ProviderVersionId };
    }

    private async Task DemandUploadAsync(MultipartUpload upload, CancellationToken cancellationToken)
    {
        var request = new ListPartsRequest
        {
            BucketName = _profile.Bucket,
            Key = _channel.Keys.Of(upload.ObjectKey, "CompleteMultipartUpload"),
            UploadId = upload.UploadId,
            MaxParts = 1,
            ExpectedBucketOwner = _profile.Options.ExpectedBucketOwner,
        };
        var answer = await _client.ListPartsAsync(request, cancellationToken).ConfigureAwait(false);
        _channel.Proved(answer, "CompleteMultipartUpload", upload.ObjectKey, isWhole: answer.UploadId == upload.UploadId);
    }

    private async Task<bool> AbortAsync(MultipartUpload upload, CancellationToken cancellationToken)
    {
        if (upload.UploadId.Length == 0)
        {
            return false;
        }

        try
        {
            var answer = await _client.AbortMultipartUploadAsync(
                new AbortMultipartUploadRequest { BucketName = _profile.Bucket, Key = _channel.Keys.Of(upload.ObjectKey, "AbortMultipartUpload"), UploadId = upload.UploadId, ExpectedBucketOwner = _profile.Options.ExpectedBucketOwner },
                cancellationToken).ConfigureAwait(false);
            _channel.Proved(answer, "AbortMultipartUpload", upload.ObjectKey);
            return true;
        }
        catch (AmazonS3Exception error) when (error.ErrorCode == "NoSuchUpload")
        {
            return false;
        }
    }

    private async IAsyncEnumerable<MultipartUpload> ListUploadsAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new ListMultipartUploadsRequest { BucketName = _profile.Bucket, Prefix = _channel.Keys.Begin(prefix), ExpectedBucketOwner = _profile.Options.ExpectedBucketOwner };
        var uploads = new List<MultipartUpload>();
        bool isMore;
        do
        {
            var page = await _channel.RunAsync(
                "ListMultipartUploads",
                prefix,
                async () =>
                {
                    var answer = await _client.ListMultipartUploadsAsync(request, cancellationToken).ConfigureAwait(false);
                    return _channel.Proved(answer, "ListMultipartUploads", prefix, isWhole: answer.BucketName == _profile.Bucket);
                },
                cancellationToken).ConfigureAwait(false);
            uploads.AddRange((page.MultipartUploads ?? []).Select(Upload).OfType<MultipartUpload>().Where(upload => upload.ObjectKey.StartsWith(prefix, StringComparison.Ordinal)));

            // A page that leads to itself would never end.
            isMore = page.IsTruncated == true && (page.NextKeyMarker, page.NextUploadIdMarker) != (request.KeyMarker, request.UploadIdMarker);
            (request.KeyMarker, request.UploadIdMarker) = (page.NextKeyMarker, page.NextUploadIdMarker);
        }
        while (isMore);

        // Ceph orders by key and upload id in one text, which puts 'a-b' before 'a'. Unfinished uploads are few.
        foreach (var upload in uploads.OrderBy(static upload => upload.ObjectKey, Utf8ByteOrderComparer.Instance).ThenBy(static upload => upload.UploadId, StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return upload;
        }
    }

    private MultipartUpload? Upload(Amazon.S3.Model.MultipartUpload item) => _channel.Keys.From(item.Key) is { } key ? new MultipartUpload(key, item.UploadId, PartSize: 0) : null;

    private void DemandId(MultipartUpload upload, string operation)
    {
        if (upload.UploadId.Length == 0)
        {
            throw S3ErrorMapper.Make(StorageErrorKind.NotFound, "there is no such upload: it has no id.", _channel.Request(operation, upload.ObjectKey));
        }
    }

    private async Task<StoredObject> DuplicateAsync(string sourceKey, string destinationKey, PutObjectOptions options, CancellationToken cancellationToken)
    {
        DemandAccess(options, "CopyObject", destinationKey);
        var source = await LookUpAsync(sourceKey, cancellationToken).ConfigureAwait(false)
            ?? throw S3ErrorMapper.Make(StorageErrorKind.NotFound, $"there is no object '{sourceKey}' to copy.", _channel.Request("CopyObject", sourceKey));
        if (source.Length > _profile.MaxSingleCopy)
        {
            var begun = await BeginAsync(destinationKey, options, cancellationToken).ConfigureAwait(false);
            var upload = new MultipartUpload(destinationKey, begun, PartSize: 0);
            return await _partwiseCopy.RunAsync(sourceKey, source, upload, parts => CompleteAsync(upload, parts, cancellationToken), () => AbortAsync(upload, CancellationToken.None), cancellationToken).ConfigureAwait(false);
        }

        var request = new CopyObjectRequest
        {
            SourceBucket = _profile.Bucket,
            SourceKey = _channel.Keys.Of(sourceKey, "CopyObject"),
            DestinationBucket = _profile.Bucket,
            DestinationKey = _channel.Keys.Of(destinationKey, "CopyObject"),
            ETagToMatch = source.ETag,
            MetadataDirective = S3MetadataDirective.REPLACE,
            CannedACL = S3Properties.AclOf(options),
            StorageClass = S3Properties.StorageClassOf(_profile.Options),
            ServerSideEncryptionMethod = S3Properties.EncryptionOf(_profile.Options),
            ServerSideEncryptionKeyManagementServiceKeyId = _profile.Options.KmsKeyId,
            ExpectedBucketOwner = _profile.Options.ExpectedBucketOwner,
            ExpectedSourceBucketOwner = _profile.Options.ExpectedBucketOwner,
        };
        S3Properties.Set(request.Headers, request.Metadata, options);
        request.ContentType = options.ContentType;
        var answer = await _client.CopyObjectAsync(request, cancellationToken).ConfigureAwait(false);
        return Stored(source.Length, answer.ETag, answer.VersionId, S3Channel.RequestIdOf(answer));
    }
}
