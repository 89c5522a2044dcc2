namespace ResilientStorage.Stores;

/// <summary>
/// A store that signs requests which others send, such as a browser, straight to the provider. Who has such a request needs no credentials until it expires, and may
/// use it again and again. Signing is no promise that the provider will accept the request: the object may be missing, or the signer may lack the right.
/// </summary>
public interface IPresigningObjectStore : IObjectStore
{
    /// <summary>Signs a download.</summary>
    /// <param name="objectKey">The object's key inside the store. Whether there is such an object is not looked up.</param>
    /// <param name="options">How long it is valid, and what the answer's headers say; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The request.</returns>
    /// <exception cref="StorageException">The store cannot sign it.</exception>
    Task<PresignedRequest> PresignGetAsync(string objectKey, PresignGetOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Signs the upload of exactly one object of exactly one length and type. <see cref="PresignPutOptions"/> says what a sender may add.</summary>
    /// <param name="objectKey">The key of the object to be.</param>
    /// <param name="options">What the upload is pinned to.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The request, with every header that has to be sent as it is.</returns>
    /// <exception cref="StorageException">Of kind InvalidRequest when the store cannot pin what is asked; or what kept it from finding out (<see cref="PresignPutOptions.CreateOnly"/>).</exception>
    Task<PresignedRequest> PresignPutAsync(string objectKey, PresignPutOptions options, CancellationToken cancellationToken = default);

    /// <summary>Signs an upload by an HTML form, whose length may lie in a range.</summary>
    /// <param name="objectKey">The key of the object to be.</param>
    /// <param name="options">What the upload is pinned to.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The address and the fields of the form.</returns>
    /// <exception cref="StorageException">Of kind InvalidRequest when the provider takes no such forms, or the key or a field contains <c>${filename}</c>, which the sender's file name would replace.</exception>
    Task<PresignedPost> PresignPostAsync(string objectKey, PresignPostOptions options, CancellationToken cancellationToken = default);
}
