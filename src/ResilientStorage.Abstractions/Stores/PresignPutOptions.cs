namespace ResilientStorage.Stores;

/// <summary>
/// What a presigned upload is pinned to: a request that changes or leaves out any of it is refused by the provider. The sender may add headers that are not part of it, such as
/// <c>Cache-Control</c> or <c>Content-Disposition</c> where they are not set here; some providers (Ceph 16) even take added metadata, and the header that makes a PUT a copy of an object that the
/// signer may read. <see cref="PresignPostOptions"/> leave nothing to add; docs/providers.md tells what each provider takes.
/// </summary>
public sealed record PresignPutOptions : PresignOptions
{
    /// <summary>The exact length in bytes; 0 to what the store takes in one request (5 GiB on S3).</summary>
    public required long Length { get; init; }

    /// <summary>Media type, caching, metadata and access of the object. What is null or empty here is not pinned; access is, where the store has access lists of objects.</summary>
    /// <value>The defaults of <see cref="PutObjectOptions"/>.</value>
    public PutObjectOptions Properties { get; init; } = new();

    /// <summary>
    /// The MD5 of the content, 32 hexadecimal digits: other bytes are refused (<c>Content-MD5</c>, which every S3 provider checks). It finds errors, not forgers,
    /// who can make two contents with one MD5.
    /// </summary>
    /// <value>Null by default: not checked.</value>
    public string? Md5 { get; init; }

    /// <summary>
    /// The SHA-256 of the content, 64 hexadecimal digits (<c>x-amz-checksum-sha256</c>). AWS refuses other bytes. Providers that do not know the header, such as Ceph 16,
    /// only demand that it is sent: give <see cref="Md5"/> besides, or check the object afterwards.
    /// </summary>
    /// <value>Null by default: not checked.</value>
    public string? Sha256 { get; init; }

    /// <summary>
    /// Whether the upload may only make a new object, and is refused with 412 when there is one already. Not every provider honours that, so that signing may ask it first,
    /// by a small object under the reserved prefix: one that does not is an error (InvalidRequest), and so is what keeps it from answering. Nothing is signed then.
    /// </summary>
    /// <value>False by default: an existing object is replaced.</value>
    public bool CreateOnly { get; init; }
}
