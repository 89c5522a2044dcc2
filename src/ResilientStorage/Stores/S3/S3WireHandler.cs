using ResilientStorage.Aws;

namespace ResilientStorage.Stores.S3;

/// <summary>Sends once what changes something, and refuses objects whose length is not told.</summary>
internal sealed class S3WireHandler(HttpMessageHandler inner) : AwsWireHandler(inner, "the bucket")
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method == HttpMethod.Delete)
        {
            // The HTTP client sends a request without a body up to 4 times when its connection is lost. A removal that nobody knows of may land late; reads do no harm.
            request.Content ??= new ByteArrayContent([]);
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

    // Lists and other documents have no entity tag, and may come without a length.
    private static bool IsObject(HttpRequestMessage request, HttpResponseMessage response) =>
        response.IsSuccessStatusCode && response.Headers.Contains("ETag") && (request.Method == HttpMethod.Get || request.Method == HttpMethod.Head);
}
