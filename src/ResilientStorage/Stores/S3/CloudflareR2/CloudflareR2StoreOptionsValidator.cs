using Microsoft.Extensions.Options;

namespace ResilientStorage.Stores.S3.CloudflareR2;

/// <summary>Checks the options, so that a mistake shows at start.</summary>
internal sealed class CloudflareR2StoreOptionsValidator : IValidateOptions<CloudflareR2StoreOptions>
{
    private const int AccountDigits = 32;

    public ValidateOptionsResult Validate(string? name, CloudflareR2StoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<string> problems = [.. S3Texts.FindBucketProblems(options.Bucket, options.Prefix)];
        if (options.AccountId is not { Length: AccountDigits } || !options.AccountId.All(char.IsAsciiHexDigit))
        {
            problems.Add($"{nameof(options.AccountId)}: '{options.AccountId}' is no id of an account, which has {AccountDigits} hexadecimal digits: the overview of R2 shows it.");
        }

        if (options.Jurisdiction is { } jurisdiction && (jurisdiction.Length == 0 || !jurisdiction.All(char.IsAsciiLetterLower)))
        {
            problems.Add($"{nameof(options.Jurisdiction)}: '{jurisdiction}' is no jurisdiction, which is written like 'eu'; leave it out for a bucket without one.");
        }

        if (string.IsNullOrEmpty(options.AccessKey) || string.IsNullOrEmpty(options.SecretKey))
        {
            problems.Add($"{nameof(options.AccessKey)} and {nameof(options.SecretKey)} have to be set: Cloudflare shows both when an R2 API token is made.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems.Select(problem => $"The store '{name}': {problem}"));
    }
}
