using ResilientStorage.Invalidation.CloudFront;
using ResilientStorage.Invalidation.Sending;

namespace ResilientStorage.Simulation.Cdn;

/// <summary>The CDN as one node reaches it.</summary>
/// <param name="Api">Its calls.</param>
/// <param name="Reports">Where what it did not take is reported.</param>
internal sealed record SimCdn(ICloudFrontApi Api, IInvalidationReports Reports);
