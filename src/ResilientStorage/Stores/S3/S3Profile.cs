namespace ResilientStorage.Stores.S3;

/// <summary>What a store knows of its provider besides the options.</summary>
/// <param name="Options">The options, checked.</param>
/// <param name="Endpoint">The provider's address without scheme.</param>
internal sealed record S3Profile(S3StoreOptions Options, string Endpoint)
{
    private const long Gibibyte = 1L << 30;

    public StoreRateLimit? RateLimit { get; init; }

    /// <summary>The largest object that one copy request takes: https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html.</summary>
    public long MaxSingleCopy { get; init; } = 5 * Gibibyte;

    /// <summary>The size of a part of a copy in parts, unless 10,000 such parts are not enough.</summary>
    public long CopyPartSize { get; init; } = Gibibyte;

    /// <summary>Whether the provider takes objects by POST from HTML forms.</summary>
    public bool TakesForms { get; init; } = true;

    /// <summary>The header of an answer with the provider's id of the request, where <see cref="S3WireHandler.RequestIdHeader"/> is missing.</summary>
    public string? OtherRequestIdHeader { get; init; }

    public string Bucket => Options.Bucket;

    public StorePlace Place => new("s3", Endpoint, Options.Bucket, Options.Prefix);

    public ObjectStoreCapabilities Capabilities => new() { SupportsPublicRead = Options.SupportsObjectAcls, RateLimit = RateLimit };
}
