using System.Buffers;
using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;

namespace ResilientStorage.Stores.S3;

/// <summary>A bucket as a store.</summary>
internal sealed partial class S3ObjectStore : IMultipartObjectStore, ICopyingObjectStore, IPresigningObjectStore, IBucketTagStore, IDisposable
{
    private readonly IAmazonS3 _client;
    private readonly S3Profile _profile;
    private readonly S3Channel _channel;
    private readonly S3Deletion _deletion;
    private readonly S3PartwiseCopy _partwiseCopy;
    private readonly S3Presigner _presigner;
    private readonly IReadOnlyList<IDisposable> _owned;

    /// <summary>Makes the store.</summary>
    /// <param name="client">The client.</param>
    /// <param name="profile">What is known of the provider.</param>
    /// <param name="time">The clock.</param>
    /// <param name="owned">What ends with the store.</param>
    public S3ObjectStore(IAmazonS3 client, S3Profile profile, TimeProvider time, params IReadOnlyList<IDisposable> owned)
    {
        _client = client;
        _profile = profile;
        _channel = new S3Channel(client, profile, time);
        _deletion = new S3Deletion(_channel);
        _partwiseCopy = new S3PartwiseCopy(_channel);
        _presigner = new S3Presigner(_channel, new S3CreateOnlyProbe(_channel, time));
        _owned = owned;
        Capabilities = profile.Capabilities;
    }

    public ObjectStoreCapabilities Capabilities { get; }

    public Task<StoredObject> PutAsync(string objectKey, ReadOnlySequence<byte> content, PutObjectOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return _channel.RunAsync("PutObject", objectKey, () => StoreAsync(objectKey, content, options, cancellationToken), cancellationToken);
    }

    public Task<ObjectDownload> OpenReadAsync(string objectKey, ByteRange? range, CancellationToken cancellationToken = default) =>
        _channel.RunAsync("GetObject", objectKey, () => OpenAsync(objectKey, range ?? new ByteRange(0), cancellationToken), cancellationToken);

    public Task<ObjectHead?> FindAsync(string objectKey, CancellationToken cancellationToken = default) =>
        _channel.RunAsync("HeadObject", objectKey, () => LookUpAsync(objectKey, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<ObjectDeletion>> DeleteAsync(IReadOnlyList<ObjectToDelete> objects, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(objects);
        return _channel.RunAsync("DeleteObjects", key: null, () => _deletion.DeleteAsync(objects, Capabilities.MaxDeleteBatch, cancellationToken), cancellationToken);
    }

    public IAsyncEnumerable<ObjectEntry> ListAsync(string prefix, string? startAfter = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return ListPagesAsync(prefix, startAfter, cancellationToken);
    }

    public void Dispose()
    {
        foreach (var owned in _owned)
        {
            owned.Dispose();
        }
    }

    private async Task<StoredObject> StoreAsync(string objectKey, ReadOnlySequence<byte> content, PutObjectOptions options, CancellationToken cancellationToken)
    {
        DemandAccess(options, "PutObject", objectKey);
        using var body = new S3Body(content);
        var request = new PutObjectRequest
        {
            BucketName = _profile.Bucket,
            Key = _channel.Keys.Of(objectKey, "PutObject"),
            InputStream = body,
            AutoCloseStream = false,
            AutoResetStreamPosition = false,
            UseChunkEncoding = false,
            CannedACL = S3Properties.AclOf(options),
            StorageClass = S3Properties.StorageClassOf(_profile.Options),
            ServerSideEncryptionMethod = S3Properties.EncryptionOf(_profile.Options),
            ServerSideEncryptionKeyManagementServiceKeyId = _profile.Options.KmsKeyId,
            ExpectedBucketOwner = _profile.Options.ExpectedBucketOwner,
        };
        S3Properties.Set(request.Headers, request.Metadata, options);
        request.Headers.ContentLength = content.Length;
        var answer = await _client.PutObjectAsync(request, cancellationToken).ConfigureAwait(false);
        return Stored(content.Length, answer.ETag, answer.VersionId, S3Channel.RequestIdOf(answer));
    }

    private async Task<ObjectDownload> OpenAsync(string objectKey, ByteRange range, CancellationToken cancellationToken)
    {
        var key = _channel.Keys.Of(objectKey, "GetObject");
        if (range.Offset < 0 || range.Length < 0)
        {
            throw OutsideOf(objectKey, range);
        }

        if (range.Length == 0)
        {
            // HTTP has no way to ask for nothing.
            return await OpenNothingAsync(objectKey, range, cancellationToken).ConfigureAwait(false);
        }

        var isWhole = range is { Offset: 0, Length: null };
        var request = new GetObjectRequest { BucketName = _profile.Bucket, Key = key, ExpectedBucketOwner = _profile.Options.ExpectedBucketOwner };
        if (!isWhole)
        {
            request.ByteRange = range.Length is { } length ? new Amazon.S3.Model.ByteRange(range.Offset, range.Offset + length - 1) : new Amazon.S3.Model.ByteRange(string.Create(CultureInfo.InvariantCulture, $"bytes={range.Offset}-"));
        }

        GetObjectResponse answer;
        try
        {
            answer = await _client.GetObjectAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (AmazonS3Exception error) when (error.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable && range.Length is null)
        {
            // The empty rest behind the last byte lies inside, but HTTP refuses to ask for it.
            return await OpenNothingAsync(objectKey, range, cancellationToken).ConfigureAwait(false);
        }

        return Open(answer, objectKey, range, isWhole);
    }

    private ObjectDownload Open(GetObjectResponse answer, string objectKey, ByteRange range, bool isWhole)
    {
        try
        {
            // The SDK reports no length as 0, which only a client of the host's own lets through.
            var shape = answer.Headers.Keys.Contains("Content-Length") ? S3AnswerShape.Of(answer.ContentRange, answer.ContentLength) : null;
            _channel.Proved(answer, "GetObject", objectKey, isWhole: shape is not null && S3Properties.TagOf(answer.ETag) is not null && shape.IsRange != isWhole && shape.Offset == range.Offset);
            if (range.Length is { } length && shape!.Length != length)
            {
                throw OutsideOf(objectKey, range);
            }

            var content = new S3DownloadStream(answer.ResponseStream, answer, error => S3ErrorMapper.Map(error, _channel.Request("GetObject", objectKey)));
            return new ObjectDownload(content, shape!.Length, shape.ObjectLength);
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }

    private async Task<ObjectDownload> OpenNothingAsync(string objectKey, ByteRange range, CancellationToken cancellationToken)
    {
        var head = await LookUpAsync(objectKey, cancellationToken).ConfigureAwait(false)
            ?? throw S3ErrorMapper.Make(StorageErrorKind.NotFound, "there is no such object.", _channel.Request("GetObject", objectKey));
        return range.Offset <= head.Length && (range.Length is not null || range.Offset == head.Length)
            ? new ObjectDownload(Stream.Null, 0, head.Length)
            : throw OutsideOf(objectKey, range);
    }

    private async Task<ObjectHead?> LookUpAsync(string objectKey, CancellationToken cancellationToken)
    {
        var request = new GetObjectMetadataRequest { BucketName = _profile.Bucket, Key = _channel.Keys.Of(objectKey, "HeadObject"), ExpectedBucketOwner = _profile.Options.ExpectedBucketOwner };
        try
        {
            var answer = await _client.GetObjectMetadataAsync(request, cancellationToken).ConfigureAwait(false);
            return S3Properties.HeadOf(_channel.Proved(answer, "HeadObject", objectKey, isWhole: S3Properties.TagOf(answer.ETag) is not null));
        }
        catch (AmazonS3Exception error) when (error.StatusCode == HttpStatusCode.NotFound && !string.IsNullOrEmpty(error.RequestId))
        {
            await _channel.EnsureBucketAsync(cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (AmazonS3Exception error) when (error.StatusCode == HttpStatusCode.NotFound)
        {
            throw S3ErrorMapper.Make(StorageErrorKind.Unavailable, $"{_profile.Endpoint} answered 404 without a request id, as a proxy's page would be: check that the address is the store itself.", _channel.Request("HeadObject", objectKey), error);
        }
    }

    private async IAsyncEnumerable<ObjectEntry> ListPagesAsync(string prefix, string? startAfter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new ListObjectsV2Request
        {
            BucketName = _profile.Bucket,
            Prefix = _channel.Keys.Begin(prefix),
            StartAfter = startAfter is null ? null : _channel.Keys.Begin(startAfter),
            ExpectedBucketOwner = _profile.Options.ExpectedBucketOwner,
        };
        string? last = null;
        do
        {
            var page = await _channel.RunAsync(
                "ListObjects",
                prefix,
                async () =>
                {
                    var answer = await _client.ListObjectsV2Async(request, cancellationToken).ConfigureAwait(false);
                    return _channel.Proved(answer, "ListObjects", prefix, isWhole: answer.Name == _profile.Bucket && (answer.IsTruncated != true || answer.NextContinuationToken is { Length: > 0 }));
                },
                cancellationToken).ConfigureAwait(false);
            foreach (var item in page.S3Objects ?? [])
            {
                cancellationToken.ThrowIfCancellationRequested();
                var key = _channel.Keys.From(item.Key);
                if (key is null || !key.StartsWith(prefix, StringComparison.Ordinal) || (last is not null && Utf8ByteOrderComparer.Instance.Compare(key, last) <= 0))
                {
                    throw S3ErrorMapper.Make(StorageErrorKind.InvalidRequest, $"the bucket '{_profile.Bucket}' at {_profile.Endpoint} lists keys that were not asked for, or not in the order of their bytes: such a provider or kind of bucket is not supported.", _channel.Request("ListObjects", prefix));
                }

                last = key;
                yield return new ObjectEntry(key, item.Size ?? 0, S3Properties.TagOf(item.ETag), S3Properties.TimeOf(item.LastModified));
            }

            request.ContinuationToken = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (request.ContinuationToken is not null);
    }

    /// <summary>An entity tag only with the provider's request id: without it the engine looks for itself.</summary>
    private StoredObject Stored(long length, string? tag, string? version, string? requestId)
    {
        if (requestId is null)
        {
            return new StoredObject { Length = length };
        }

        _channel.Seen();
        return new StoredObject { Length = length, ETag = S3Properties.TagOf(tag), ProviderVersionId = S3Properties.VersionOf(version) };
    }

    private void DemandAccess(PutObjectOptions options, string operation, string objectKey)
    {
        if (options.Access == ResourceAccess.PublicRead && !Capabilities.SupportsPublicRead)
        {
            throw S3ErrorMapper.Make(
                StorageErrorKind.InvalidRequest,
                $"PublicRead needs access control lists, which the bucket '{_profile.Bucket}' is not said to take: make objects public by a bucket policy or a CDN, or set {nameof(S3StoreOptions.SupportsObjectAcls)} if the bucket takes them.",
                _channel.Request(operation, objectKey));
        }
    }

    private StorageException OutsideOf(string objectKey, ByteRange range) =>
        S3ErrorMapper.Make(
            StorageErrorKind.InvalidRequest,
            string.Create(CultureInfo.InvariantCulture, $"the range {range.Offset}+{range.Length?.ToString(CultureInfo.InvariantCulture) ?? "end"} lies outside the object."),
            _channel.Request("GetObject", objectKey));
}
