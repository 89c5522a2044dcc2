namespace ResilientStorage.Invalidation.CloudFront.Catalog;

/// <summary>
/// The value of the tag: beginnings of object keys, with spaces or colons between them, which is what a tag of S3 may hold of all that separates
/// (letters, digits, spaces and <c>+ - = . _ : / @</c>, at most 256 characters: https://docs.aws.amazon.com/AmazonS3/latest/userguide/tagging.html).
/// </summary>
internal static class ExceptionTagValue
{
    private static readonly char[] Separators = [' ', ':', '\t', '\r', '\n'];

    /// <summary>Reads it. A slash before a beginning and an asterisk behind it say nothing more; what would be the beginning of every key is left out.</summary>
    public static IReadOnlyList<string> Parse(string value) =>
    [
        .. value.Split(Separators, StringSplitOptions.RemoveEmptyEntries)
            .Select(static prefix => prefix.TrimStart('/').TrimEnd('*'))
            .Where(static prefix => prefix.Length > 0)
            .Distinct(StringComparer.Ordinal),
    ];
}
