using System.Xml.Linq;
using ResilientStorage.Invalidation.CloudFront.Sdk;

namespace ResilientStorage.Invalidation.CloudFront;

/// <summary>The way to the service: sends calls within their time, makes the service's errors of what goes wrong, and believes no answer that is not the document asked for.</summary>
internal sealed class CloudFrontChannel : IDisposable
{
    private readonly CloudFrontHttpClientFactory _http;
    private readonly CloudFrontSdkClient _client;
    private readonly CloudFrontAddress _address;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;

    public CloudFrontChannel(CloudFrontClientOptions options, TimeProvider time)
    {
        _address = CloudFrontAddress.Of(options.Region, options.ServiceUrl);
        _http = new CloudFrontHttpClientFactory(options);
        _client = CloudFrontSdkClient.Create(options, _address, _http);
        _timeout = options.Timeout;
        _time = time;
    }

    /// <summary>Sends a call and reads its answer.</summary>
    /// <param name="call">The call.</param>
    /// <param name="read">Reads the document; null when it lacks what has to be there.</param>
    /// <param name="cancellationToken">The caller's.</param>
    /// <exception cref="CloudFrontException">For every failure but the caller's cancellation.</exception>
    public async Task<T> SendAsync<T>(CloudFrontCall call, Func<XElement, T?> read, CancellationToken cancellationToken)
        where T : class
    {
        cancellationToken.ThrowIfCancellationRequested();
        var request = new CloudFrontRequest(call.Operation, call.DistributionId, _address.Host);
        using var deadline = new CancellationTokenSource(_timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            var answer = await _client.SendAsync(call, either.Token).ConfigureAwait(false);
            return (answer.Root is { } root && root.Name.LocalName == call.Answer ? read(root) : null)
                ?? throw CloudFrontErrorMapper.Unreadable($"the answer is a success, but no {call.Answer} of CloudFront", answer.RequestId, request);
        }
        catch (Exception error) when (cancellationToken.IsCancellationRequested && error is not CloudFrontException)
        {
            throw new OperationCanceledException(null, error, cancellationToken);
        }
        catch (OperationCanceledException error) when (deadline.IsCancellationRequested)
        {
            throw CloudFrontErrorMapper.TimedOut(error, _timeout, request);
        }
        catch (Exception error) when (error is not CloudFrontException)
        {
            throw CloudFrontErrorMapper.Map(error, request);
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _http.Dispose();
    }
}
