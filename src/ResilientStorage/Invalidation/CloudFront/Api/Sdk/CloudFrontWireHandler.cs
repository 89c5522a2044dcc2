using ResilientStorage.Aws;

namespace ResilientStorage.Invalidation.CloudFront.Sdk;

/// <summary>Takes an answer whole before the SDK reads it: the SDK reads XML with calls that block, so that a body that comes slowly would hold a thread, and reads one of any length.</summary>
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
            if (error is HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded })
            {
                throw new AwsTransportException(StorageErrorKind.Unavailable, $"the answer is longer than {LongestAnswer >> 20} MiB: check that the address is the service itself.", error);
            }

            if (!cancellationToken.IsCancellationRequested && AwsTransportErrors.Find(error) is { } fault)
            {
                throw fault;
            }

            throw;
        }
    }
}
