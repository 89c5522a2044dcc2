using ResilientStorage.Aws;

namespace ResilientStorage.Invalidation.CloudFront.Sdk;

/// <summary>Takes an answer whole before the SDK reads it: the SDK reads documents on the spot, where a body that stalls would hold its thread past every deadline.</summary>
internal sealed class CloudFrontWireHandler(HttpMessageHandler inner) : AwsWireHandler(inner, "the service")
{
    // A page of 100 distributions with 75 behaviours each is about 15 MB.
    private const long LongestAnswer = 64L << 20;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            await response.Content.LoadIntoBufferAsync(LongestAnswer, cancellationToken).ConfigureAwait(false);
            return response;
        }
        catch (Exception error)
        {
            response.Dispose();
            if (!cancellationToken.IsCancellationRequested && AwsTransportErrors.Find(error) is { } fault)
            {
                throw fault;
            }

            throw;
        }
    }
}
