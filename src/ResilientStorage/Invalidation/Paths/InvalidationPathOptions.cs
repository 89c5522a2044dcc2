namespace ResilientStorage.Invalidation;

/// <summary>How object keys with unusual characters become paths.</summary>
public sealed class InvalidationPathOptions
{
    /// <summary>
    /// The characters before which a path is also cut and ended with <c>*</c>, because CloudFront takes their escaped form and keeps what viewers cached under the raw
    /// one (https://github.com/aws/aws-sdk-js-v3/issues/4042). A path of the root folder is never cut to <c>/*</c>: it is sent escaped only.
    /// </summary>
    /// <value><c>~</c> by default; any of <c>~</c> and <c>'</c>, or empty to trust their escaped forms.</value>
    public string WidenBefore { get; set; } = "~";

    /// <summary>Whether an object whose key has spaces is invalidated under <c>%20</c> and under <c>+</c>: S3 reads both as a space, so that either may be cached. It costs a second path.</summary>
    /// <value>True by default.</value>
    public bool PlusForSpaces { get; set; } = true;
}
