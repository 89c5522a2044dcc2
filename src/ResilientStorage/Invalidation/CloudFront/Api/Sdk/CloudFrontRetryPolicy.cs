using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace ResilientStorage.Invalidation.CloudFront.Sdk;

/// <summary>Sends again after 5xx alone. The SDK's own rules would also do so after <c>Throttling</c>, unseen by who counts the account's calls.</summary>
internal sealed class CloudFrontRetryPolicy(int retries) : StandardRetryPolicy(retries)
{
    private const int FirstServerError = 500;

    public override bool RetryForException(IExecutionContext executionContext, Exception exception) =>
        exception is AmazonServiceException answer && (int)answer.StatusCode >= FirstServerError;

    public override Task<bool> RetryForExceptionAsync(IExecutionContext executionContext, Exception exception) =>
        Task.FromResult(RetryForException(executionContext, exception));
}
