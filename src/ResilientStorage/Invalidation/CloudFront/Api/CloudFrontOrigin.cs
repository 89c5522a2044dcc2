namespace ResilientStorage.Invalidation.CloudFront;

/// <summary>Where a distribution gets content.</summary>
public sealed record CloudFrontOrigin
{
    /// <summary>The id within the distribution.</summary>
    public required string Id { get; init; }

    /// <summary>The host name, such as <c>photos.s3.ap-northeast-2.amazonaws.com</c>.</summary>
    public required string DomainName { get; init; }

    /// <summary>What the service puts before a viewer's path when it asks this origin, such as <c>/production</c>; empty for nothing.</summary>
    public string OriginPath { get; init; } = "";
}
