using System.Globalization;

namespace ResilientStorage.Stores.S3;

/// <summary>What a signed address says of itself (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html).</summary>
/// <param name="Url">The address.</param>
/// <param name="SignedAt">When it was signed.</param>
/// <param name="Lifetime">How long it is valid from then.</param>
internal sealed record S3SignedUrl(Uri Url, DateTimeOffset SignedAt, TimeSpan Lifetime)
{
    private const string DateFormat = "yyyyMMdd'T'HHmmss'Z'";

    /// <summary>Reads the query.</summary>
    /// <param name="text">The address.</param>
    /// <param name="unlessNew">The lifetime to report for one that is not signed with SigV4, which the SDK does for lifetimes that are too long.</param>
    public static S3SignedUrl Parse(string text, TimeSpan unlessNew)
    {
        var url = new Uri(text);
        var values = url.Query.TrimStart('?').Split('&').Select(static pair => pair.Split('=', 2)).Where(static pair => pair.Length == 2).ToLookup(static pair => pair[0], static pair => pair[1], StringComparer.Ordinal);
        return values["X-Amz-Signature"].Any()
            ? new S3SignedUrl(
                url,
                DateTimeOffset.ParseExact(values["X-Amz-Date"].Single(), DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
                TimeSpan.FromSeconds(long.Parse(values["X-Amz-Expires"].Single(), CultureInfo.InvariantCulture)))
            : new S3SignedUrl(url, DateTimeOffset.MinValue, unlessNew);
    }
}
