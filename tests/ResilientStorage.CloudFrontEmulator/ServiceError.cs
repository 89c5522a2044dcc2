namespace ResilientStorage.Emulators;

/// <summary>A refusal, in the service's words where they are known.</summary>
internal sealed class ServiceError(int status, string code, string message) : Exception(message)
{
    public int Status => status;

    public string Code => code;

    public static ServiceError AccessDenied(string operation) => new(403, "AccessDenied", $"User: arn:aws:iam::123456789012:user/emulator is not authorized to perform: cloudfront:{operation}");

    public static ServiceError BatchTooLarge() => new(413, "BatchTooLarge", "Invalidation batch specified is too large.");

    public static ServiceError Inconsistent() => new(400, "InconsistentQuantities", "The value of Quantity and the size of Items don't match.");

    public static ServiceError InvalidArgument(string message) => new(400, "InvalidArgument", message);

    public static ServiceError InvalidPath() => InvalidArgument("Your request contains one or more invalid invalidation paths.");

    public static ServiceError Malformed() => new(400, "MalformedInput", "The request body could not be read.");

    public static ServiceError MissingBody() => new(400, "MissingBody", "This operation requires a body. Ensure that the body is present and the Content-Type header is set.");

    public static ServiceError NoSuchCachePolicy() => new(404, "NoSuchCachePolicy", "The cache policy does not exist.");

    public static ServiceError NoSuchDistribution() => new(404, "NoSuchDistribution", "The specified distribution does not exist.");

    public static ServiceError NoSuchInvalidation() => new(404, "NoSuchInvalidation", "The specified invalidation does not exist.");

    public static ServiceError NoSuchResource() => new(404, "NoSuchResource", "The requested resource does not exist.");

    public static ServiceError ReferenceExists() => new(409, "InvalidationBatchAlreadyExists", "The caller reference that you are using to create an invalidation batch is associated with another invalidation batch. Already exists.");

    public static ServiceError Throttled() => new(400, "Throttling", "Rate exceeded");

    public static ServiceError TooManyPaths() => new(400, "TooManyInvalidationsInProgress", "Processing your request will cause you to exceed the maximum number of in-progress invalidations.");

    public static ServiceError TooManyWildcards() => new(400, "TooManyInvalidationsInProgress", "Processing your request will cause you to exceed the maximum number of in-progress wildcard invalidations.");

    public static ServiceError Unavailable() => new(503, "ServiceUnavailable", "CloudFront encountered an internal error. Please try again.");
}
