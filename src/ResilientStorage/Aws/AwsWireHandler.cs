namespace ResilientStorage.Aws;

/// <summary>
/// Stands between the SDK and the connection. The SDK resends after some faults of a connection even with its retries off (measured: a PUT 11 to 13 times),
/// and follows some redirects: both it does only for exceptions and answers that it knows, so it gets to see others.
/// </summary>
/// <param name="inner">The connections.</param>
/// <param name="what">What is asked, for the message about a redirect: <c>the bucket</c>.</param>
internal abstract class AwsWireHandler(HttpMessageHandler inner, string what) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response;
        try
        {
            response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested && AwsTransportErrors.Find(error) is { } fault)
        {
            throw fault;
        }

        Amend(response);
        if ((int)response.StatusCode is 301 or 302 or 303 or 307 or 308)
        {
            using (response)
            {
                throw AwsTransportErrors.Redirected(response, what);
            }
        }

        return response;
    }

    /// <summary>Changes an answer before anything is read from it.</summary>
    protected virtual void Amend(HttpResponseMessage response)
    {
    }
}
