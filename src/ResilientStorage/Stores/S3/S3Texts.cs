using ResilientStorage.Aws;

namespace ResilientStorage.Stores.S3;

/// <summary>The rules for names and addresses, shared by the presets. What is wrong is said in words that follow the name of the store.</summary>
internal static class S3Texts
{
    private const int MinBucket = 3;
    private const int MaxBucket = 63;

    // Leaves half of the key's 1,024 bytes to the objects.
    private const int MaxPrefix = 512;

    /// <summary>The rules of https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html that every provider shares.</summary>
    public static IEnumerable<string> FindBucketProblems(string bucket, string prefix)
    {
        if (bucket is not { Length: >= MinBucket and <= MaxBucket } || !bucket.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '.'))
        {
            yield return $"{nameof(S3StoreOptions.Bucket)}: '{bucket}' is no name of a bucket, which has {MinBucket} to {MaxBucket} lower-case letters, digits, dots and hyphens.";
        }

        if (prefix is null || (prefix.Length > 0 && (prefix[0] == '/' || prefix[^1] != '/' || prefix.Length > MaxPrefix || prefix.Any(static c => !char.IsAscii(c) || char.IsControl(c)))))
        {
            yield return $"{nameof(S3StoreOptions.Prefix)}: '{prefix}' is not possible: it has to end with a slash and not begin with one, in ASCII, with at most {MaxPrefix} characters, such as 'photos/'; empty for the whole bucket.";
        }
    }

    public static string? FindUrlProblem(string url, bool allowHttp) => AwsTexts.FindUrlProblem(url, allowHttp, "https://sgp1.vultrobjects.com", "; the bucket has a setting of its own");
}
