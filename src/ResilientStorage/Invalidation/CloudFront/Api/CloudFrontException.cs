namespace ResilientStorage.Invalidation.CloudFront;

/// <summary>A call of CloudFront failed.</summary>
public sealed class CloudFrontException : ResilientStorageException
{
    /// <summary>Makes the error.</summary>
    /// <param name="kind">What it means.</param>
    /// <param name="message">What happened and what to do next; no secrets.</param>
    /// <param name="innerException">The cause.</param>
    public CloudFrontException(CloudFrontErrorKind kind, string message, Exception? innerException = null)
        : base(message, innerException) => Kind = kind;

    /// <summary>What it means.</summary>
    public CloudFrontErrorKind Kind { get; }

    /// <summary>Reads what a client on the AWS SDK threw, as the library's own client does: for an <see cref="ICloudFrontApi"/> on the official package.</summary>
    /// <param name="error">What was thrown; the caller's own cancellation does not belong here.</param>
    /// <param name="operation">The service's name of the operation, such as <c>CreateInvalidation</c>.</param>
    /// <param name="distributionId">The distribution; null for calls about all of them.</param>
    /// <returns>The error; <paramref name="error"/> itself when it is one already.</returns>
    public static CloudFrontException From(Exception error, string operation, string? distributionId = null)
    {
        ArgumentNullException.ThrowIfNull(error);
        ArgumentException.ThrowIfNullOrEmpty(operation);
        return CloudFrontErrorMapper.Map(error, new CloudFrontRequest(operation, distributionId, "the service"));
    }

    /// <summary>The service's own code, such as <c>TooManyInvalidationsInProgress</c>; null when there was no answer that could be read.</summary>
    public string? Code { get; init; }

    /// <summary>The HTTP status; null when there was no answer.</summary>
    public int? StatusCode { get; init; }

    /// <summary>The service's id of the request, for its support; null when there was no answer.</summary>
    public string? RequestId { get; init; }
}
