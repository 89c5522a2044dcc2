using ResilientStorage.Aws;

namespace ResilientStorage.Stores.S3;

/// <summary>Sends once what changes something, and refuses objects whose length is not told.</summary>
internal sealed class S3WireHandler(HttpMessageHandler inner, string? otherRequestIdHeader = null) : AwsWireHandler(inner, "the bucket")
{
    /// <summary>The header that the SDK, and so everything here, takes the provider's id of a request from.</summary>
    public const string RequestIdHeader = "x-amz-request-id";

    // .NET sends a body of this length even when the store has refused the request before it.
    private const int SentAnyway = 1_024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method == HttpMethod.Delete)
        {
            // The HTTP client sends a request without a body up to 4 times when its connection is lost. A removal that nobody knows of may land late; reads do no harm.
            request.Content ??= new ByteArrayContent([]);
        }

        if (request.Content?.Headers.ContentLength <= SentAnyway)
        {
            // Measured on Ceph 16: having refused such a request it takes the body that follows for the beginning of the next one, which then fails with 400 or 405.
            request.Headers.ExpectContinue = false;
        }

        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (IsObject(request, response) && response.Content.Headers.ContentLength is null)
        {
            // The SDK would call it empty, and a body that ends early would look complete.
            using (response)
            {
                throw new AwsTransportException(StorageErrorKind.Unavailable, "the answer is an object without a length: check that the address is the store itself and not a proxy that changes answers.") { StatusCode = (int)response.StatusCode };
            }
        }

        return response;
    }

    protected override void Amend(HttpResponseMessage response)
    {
        if (otherRequestIdHeader is not null && !response.Headers.Contains(RequestIdHeader) && response.Headers.TryGetValues(otherRequestIdHeader, out var ids))
        {
            response.Headers.TryAddWithoutValidation(RequestIdHeader, ids);
        }
    }

    // Lists and other documents have no entity tag, and may come without a length.
    private static bool IsObject(HttpRequestMessage request, HttpResponseMessage response) =>
        response.IsSuccessStatusCode && response.Headers.Contains("ETag") && (request.Method == HttpMethod.Get || request.Method == HttpMethod.Head);
}
