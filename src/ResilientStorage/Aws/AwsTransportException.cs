namespace ResilientStorage.Aws;

/// <summary>
/// A fault of the connection, of a type that the SDK does not know, so that it neither resends nor follows anything. The error mapper of who sent the request makes an error of it.
/// </summary>
internal sealed class AwsTransportException(StorageErrorKind kind, string problem, Exception? innerException = null) : Exception(problem, innerException)
{
    public StorageErrorKind Kind { get; } = kind;

    /// <summary>Whether a retry may help; null for what the kind says.</summary>
    public bool? IsTransient { get; init; }

    /// <summary>Whether the request certainly never left the process.</summary>
    public bool WasNotSent { get; init; }

    public int? StatusCode { get; init; }

    public string? RequestId { get; init; }
}
