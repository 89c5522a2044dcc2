using System.Buffers;
using ResilientStorage.Stores;

namespace ResilientStorage.Testing.Tests.Faults;

/// <summary>A store with every ability, that does nothing but sign.</summary>
internal sealed class PresigningStore : IMultipartObjectStore, ICopyingObjectStore, IPresigningObjectStore
{
    private static readonly Uri Url = new("https://store.example/key?X-Amz-Signature=abc");

    public ObjectStoreCapabilities Capabilities { get; } = new();

    public Task<StoredObject> PutAsync(string objectKey, ReadOnlySequence<byte> content, PutObjectOptions options, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<ObjectDownload> OpenReadAsync(string objectKey, ByteRange? range, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<ObjectHead?> FindAsync(string objectKey, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<IReadOnlyList<ObjectDeletion>> DeleteAsync(IReadOnlyList<ObjectToDelete> objects, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public IAsyncEnumerable<ObjectEntry> ListAsync(string prefix, string? startAfter = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<MultipartUpload> BeginMultipartAsync(string objectKey, long partSize, PutObjectOptions options, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<StoredPart> PutPartAsync(MultipartUpload upload, int number, ReadOnlySequence<byte> content, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<StoredObject> CompleteMultipartAsync(MultipartUpload upload, IReadOnlyList<StoredPart> parts, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task AbortMultipartAsync(MultipartUpload upload, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public IAsyncEnumerable<MultipartUpload> ListMultipartAsync(string prefix, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<StoredObject> CopyAsync(string sourceKey, string destinationKey, PutObjectOptions options, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<PresignedRequest> PresignGetAsync(string objectKey, PresignGetOptions? options = null, CancellationToken cancellationToken = default) => Task.FromResult(Signed("GET"));

    public Task<PresignedRequest> PresignPutAsync(string objectKey, PresignPutOptions options, CancellationToken cancellationToken = default) => Task.FromResult(Signed("PUT"));

    public Task<PresignedPost> PresignPostAsync(string objectKey, PresignPostOptions options, CancellationToken cancellationToken = default) =>
        Task.FromResult(new PresignedPost { Url = Url, Fields = [], ExpiresAt = DateTimeOffset.UnixEpoch });

    private static PresignedRequest Signed(string method) => new() { Url = Url, Method = method, ExpiresAt = DateTimeOffset.UnixEpoch };
}
