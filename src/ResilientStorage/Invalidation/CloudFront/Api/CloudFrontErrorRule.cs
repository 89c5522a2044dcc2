namespace ResilientStorage.Invalidation.CloudFront;

/// <summary>What an error code of the service means, and what a person does about it.</summary>
/// <param name="Kind">The kind of error.</param>
/// <param name="NextStep">What to do.</param>
internal sealed record CloudFrontErrorRule(CloudFrontErrorKind Kind, string NextStep);
