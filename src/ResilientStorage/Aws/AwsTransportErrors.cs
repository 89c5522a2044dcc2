using System.Net.Http.Headers;
using System.Security.Authentication;

namespace ResilientStorage.Aws;

/// <summary>Tells what went wrong with a connection.</summary>
internal static class AwsTransportErrors
{
    /// <summary>Classifies an exception of the HTTP stack, wherever in the chain of causes it lies.</summary>
    /// <returns>Null for what is none.</returns>
    public static AwsTransportException? Find(Exception error)
    {
        for (var current = error; current is not null; current = current.InnerException)
        {
            if (current is AwsTransportException known)
            {
                return known;
            }

            if (Chain(current).OfType<AuthenticationException>().Any())
            {
                return Tls(error, isTransient: false);
            }

            if (current is HttpRequestException or IOException or TimeoutException or OperationCanceledException)
            {
                return Classify(current, error);
            }
        }

        return null;
    }

    /// <summary>An answer that sends the request elsewhere: following it would send credentials where nobody has written them.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="what">What is elsewhere, such as <c>the bucket</c>.</param>
    public static AwsTransportException Redirected(HttpResponseMessage response, string what)
    {
        var region = First(response.Headers, "x-amz-bucket-region");
        var host = response.Headers.Location is { IsAbsoluteUri: true } location ? location.Authority : null;
        var elsewhere = region is not null ? $"in the region '{region}': set Region to it" : host is not null ? $"at '{host}': set ServiceUrl or Region to it" : "at another address: set ServiceUrl or Region to it";
        return new AwsTransportException(StorageErrorKind.InvalidRequest, $"{what} is {elsewhere}. Redirects are not followed.")
        {
            StatusCode = (int)response.StatusCode,
            RequestId = First(response.Headers, "x-amz-request-id") ?? First(response.Headers, "x-amzn-RequestId"),
        };
    }

    private static AwsTransportException Classify(Exception fault, Exception error) => fault switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => new(StorageErrorKind.Unavailable, "the host's name is not known: check the address, and this machine's DNS.", error) { WasNotSent = true },
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => new(StorageErrorKind.Unavailable, "no connection came about: see whether the server runs and a firewall lets this machine through.", error) { WasNotSent = true },
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => Tls(error, isTransient: true),
        HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } => new(StorageErrorKind.Unavailable, "the proxy does not let the request through: check its settings.", error) { WasNotSent = true },
        OperationCanceledException { InnerException: TimeoutException } or TimeoutException when IsConnecting(fault) => new(StorageErrorKind.Timeout, "no connection came about in time (ConnectTimeout): see whether the server runs and a firewall lets this machine through.", error) { WasNotSent = true },
        TimeoutException or OperationCanceledException => new(StorageErrorKind.Timeout, "no answer in time.", error),
        _ => new(StorageErrorKind.Unavailable, "the connection was lost before the answer was complete: see whether the network or a proxy between breaks connections.", error),
    };

    private static AwsTransportException Tls(Exception error, bool isTransient) => new(
        StorageErrorKind.Unavailable,
        isTransient ? "the encrypted connection (TLS) broke off while it was made: see whether the port speaks TLS." : "the encrypted connection (TLS) failed: the certificate is not trusted, is for another host or has expired. Check the address, and the certificates that this machine trusts.",
        error)
    {
        IsTransient = isTransient,
        WasNotSent = true,
    };

    // SocketsHttpHandler has no other sign of its ConnectTimeout than this text.
    private static bool IsConnecting(Exception fault) => Chain(fault).Any(static link => link is TimeoutException && link.Message.Contains("ConnectTimeout", StringComparison.Ordinal));

    private static IEnumerable<Exception> Chain(Exception error)
    {
        for (var current = error; current is not null; current = current.InnerException)
        {
            yield return current;
        }
    }

    private static string? First(HttpResponseHeaders headers, string name) => headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
