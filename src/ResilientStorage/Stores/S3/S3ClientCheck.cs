using Amazon.Runtime;
using Amazon.S3;

namespace ResilientStorage.Stores.S3;

/// <summary>Looks at a client that the host has made: settings that would break the engine's promises are refused by name.</summary>
internal static class S3ClientCheck
{
    // The longest that an attempt timeout may be set to; the SDK's own default is the longest that a timer takes.
    private static readonly TimeSpan LongestAttempt = TimeSpan.FromHours(24);

    public static void ThrowIfUnfit(IAmazonS3 client, string store, bool allowHttp)
    {
        var config = client.Config;
        (bool IsFit, string Property, string Rule)[] checks =
        [
            (config.MaxErrorRetry == 0, nameof(config.MaxErrorRetry), "0: the engine retries, and has to know of each try"),
            (config.MaxStaleConnectionRetries == 0, nameof(config.MaxStaleConnectionRetries), "0: the SDK would otherwise send a write up to 13 times after a lost connection"),
            (config.RequestChecksumCalculation == RequestChecksumCalculation.WHEN_REQUIRED, nameof(config.RequestChecksumCalculation), "WHEN_REQUIRED: many stores refuse the others, and the payload's hash is signed anyway"),
            (config.ResponseChecksumValidation == ResponseChecksumValidation.WHEN_REQUIRED, nameof(config.ResponseChecksumValidation), "WHEN_REQUIRED: the engine checks every block itself"),
            (!config.AllowAutoRedirect, nameof(config.AllowAutoRedirect), "false: a redirect may lead credentials elsewhere"),
            (config.Timeout is null || config.Timeout == Timeout.InfiniteTimeSpan || config.Timeout >= LongestAttempt, nameof(config.Timeout), "unset: Resilience.Foreground.AttemptTimeout and Resilience.Background.AttemptTimeout say how long a try may take"),
            (config.ServiceURL is null || S3Texts.FindUrlProblem(config.ServiceURL, allowHttp) is null, nameof(config.ServiceURL), $"https, or {nameof(S3StoreOptions.AllowHttp)} has to be set"),
        ];
        var problems = checks.Where(static check => !check.IsFit).Select(static check => $"{check.Property} has to be {check.Rule}.").ToList();
        if (problems.Count > 0)
        {
            throw new InvalidOperationException($"The S3 client of the store '{store}' does not fit: {string.Join(' ', problems)} Set this on its AmazonS3Config, or let UseS3 make the client from options.");
        }
    }
}
