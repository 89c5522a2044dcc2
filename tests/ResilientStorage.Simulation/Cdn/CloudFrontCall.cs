using ResilientStorage.Invalidation.CloudFront;
using ResilientStorage.Simulation.Kernel;

namespace ResilientStorage.Simulation.Cdn;

/// <summary>A request on its way to CloudFront.</summary>
internal sealed class CloudFrontCall(string operation, Func<CloudFrontInvalidation> call) : SimCallBody<CloudFrontInvalidation>
{
    public override CloudFrontInvalidation Effect() => call();

    public override Exception MakeError(CallFault fault) => fault == CallFault.Refused
        ? new CloudFrontException(CloudFrontErrorKind.Throttled, $"CloudFront refuses {operation} (simulated).")
        : new CloudFrontException(CloudFrontErrorKind.Unavailable, $"CloudFront did not answer {operation} (simulated).");
}
