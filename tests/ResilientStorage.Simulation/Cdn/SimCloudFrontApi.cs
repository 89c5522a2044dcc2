using ResilientStorage.Invalidation.CloudFront;
using ResilientStorage.Simulation.Kernel;

namespace ResilientStorage.Simulation.Cdn;

/// <summary>CloudFront as one node reaches it: every request is an event, with the faults that the policy decides, and is given up after a while, as by the real client.</summary>
internal sealed class SimCloudFrontApi(SimNetwork network, SimNode node, SimCloudFront cloudFront) : ICloudFrontApi
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public Task<CloudFrontInvalidation> CreateInvalidationAsync(CloudFrontInvalidationRequest request, CancellationToken cancellationToken = default) =>
        CallAsync("CreateInvalidation", request.CallerReference, isWrite: true, () => cloudFront.Create(request), cancellationToken);

    public Task<CloudFrontInvalidation> GetInvalidationAsync(string distributionId, string invalidationId, CancellationToken cancellationToken = default) =>
        CallAsync("GetInvalidation", invalidationId, isWrite: false, () => cloudFront.Get(invalidationId), cancellationToken);

    public Task<CloudFrontPage<CloudFrontDistribution>> ListDistributionsAsync(string? marker = null, CancellationToken cancellationToken = default) => throw new NotSupportedException("The simulation plans by itself.");

    public Task<string?> GetDefaultRootObjectAsync(string distributionId, CancellationToken cancellationToken = default) => throw new NotSupportedException("The simulation plans by itself.");

    public Task<CloudFrontPage<CloudFrontCachePolicy>> ListCachePoliciesAsync(string? marker = null, CancellationToken cancellationToken = default) => throw new NotSupportedException("The simulation plans by itself.");

    private async Task<CloudFrontInvalidation> CallAsync(string operation, string detail, bool isWrite, Func<CloudFrontInvalidation> call, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, node.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var body = new CloudFrontCall(operation, call);
        try
        {
            return await network.CallAsync(node, CallTarget.CloudFront, "", operation, detail, isWrite, body, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw body.MakeError(CallFault.Hang);
        }
    }
}
