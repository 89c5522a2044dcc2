using ResilientStorage.Stores;

namespace ResilientStorage.Testing;

/// <summary>Faults around a store that takes objects in parts, copies them, and signs requests. What a signed request does at the provider passes it by.</summary>
internal sealed class FaultInjectingPresigningObjectStore(IMultipartObjectStore multipart, ICopyingObjectStore copying, IPresigningObjectStore presigning, StoreFaultPlan faults)
    : FaultInjectingFullObjectStore(multipart, copying, faults), IPresigningObjectStore
{
    private static readonly Uri Nowhere = new("https://nowhere.invalid/");

    public Task<PresignedRequest> PresignGetAsync(string objectKey, PresignGetOptions? options = null, CancellationToken cancellationToken = default) =>
        CallAsync(StoreOperation.Presign, [objectKey], _ => presigning.PresignGetAsync(objectKey, options, cancellationToken), static () => Lie("GET"), cancellationToken);

    public Task<PresignedRequest> PresignPutAsync(string objectKey, PresignPutOptions options, CancellationToken cancellationToken = default) =>
        CallAsync(StoreOperation.Presign, [objectKey], _ => presigning.PresignPutAsync(objectKey, options, cancellationToken), static () => Lie("PUT"), cancellationToken);

    public Task<PresignedPost> PresignPostAsync(string objectKey, PresignPostOptions options, CancellationToken cancellationToken = default) =>
        CallAsync(
            StoreOperation.Presign,
            [objectKey],
            _ => presigning.PresignPostAsync(objectKey, options, cancellationToken),
            static () => new PresignedPost { Url = Nowhere, Fields = [], ExpiresAt = DateTimeOffset.MaxValue },
            cancellationToken);

    private static PresignedRequest Lie(string method) => new() { Url = Nowhere, Method = method, ExpiresAt = DateTimeOffset.MaxValue };
}
