namespace ResilientStorage.Invalidation.CloudFront;

/// <summary>Distributions that serve a bucket though their origin's host name does not say so: access points, host names of one's own, other accounts, or no right to list distributions.</summary>
public sealed class CloudFrontMapping
{
    /// <summary>The bucket, as changes name it.</summary>
    /// <value>Empty by default, which is an error.</value>
    public string Bucket { get; set; } = "";

    /// <summary>The ids of the distributions that serve it.</summary>
    /// <value>None by default, which is an error; capital letters and digits each.</value>
    public IList<string> DistributionIds { get; } = [];

    /// <summary>The host name of the origin that stands for the bucket.</summary>
    /// <value>Null by default: every origin whose host name does not name a bucket, and those that name this one.</value>
    public string? OriginDomainName { get; set; }

    /// <summary>The origin path of a distribution that cannot be listed, such as <c>/production</c>; a listed one tells its own.</summary>
    /// <value>Empty by default: none.</value>
    public string OriginPath { get; set; } = "";
}
