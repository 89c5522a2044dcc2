using Microsoft.Extensions.Options;

namespace ResilientStorage.Stores.S3.Vultr;

/// <summary>Checks the options, so that a mistake shows at start.</summary>
internal sealed class VultrStoreOptionsValidator : IValidateOptions<VultrStoreOptions>
{
    public ValidateOptionsResult Validate(string? name, VultrStoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<string> problems = [.. S3Texts.FindBucketProblems(options.Bucket, options.Prefix), .. FindPlaceProblems(options)];
        if (string.IsNullOrEmpty(options.AccessKey) || string.IsNullOrEmpty(options.SecretKey))
        {
            problems.Add($"{nameof(options.AccessKey)} and {nameof(options.SecretKey)} have to be set: both are in the overview of the subscription, under S3 Credentials.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems.Select(problem => $"The store '{name}': {problem}"));
    }

    private static IEnumerable<string> FindPlaceProblems(VultrStoreOptions options)
    {
        if (options.Region is null == options.Host is null)
        {
            yield return $"set either {nameof(options.Region)} ({VultrPreset.KnownRegions}) or {nameof(options.Host)}, such as 'sgp1.vultrobjects.com'.";
        }
        else if (options.Region is { } region && !VultrPreset.IsKnown(region))
        {
            yield return $"{nameof(options.Region)}: '{region}' is not known to this version, which knows {VultrPreset.KnownRegions}. If Vultr has it, write its host name into {nameof(options.Host)} instead.";
        }
        else if (options.Host is { } host && (host.Contains("://", StringComparison.Ordinal) || S3Texts.FindUrlProblem(VultrPreset.UrlOf(host), allowHttp: false) is not null))
        {
            yield return $"{nameof(options.Host)}: write only the host name, such as 'sgp1.vultrobjects.com', without scheme, path, user or bucket.";
        }
    }
}
