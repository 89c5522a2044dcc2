using Microsoft.Extensions.Options;
using ResilientStorage.Aws;

namespace ResilientStorage.Invalidation.CloudFront;

/// <summary>Rules between settings, and of texts. No message prints a key.</summary>
internal sealed class CloudFrontClientOptionsRules : IValidateOptions<CloudFrontClientOptions>
{
    public ValidateOptionsResult Validate(string? name, CloudFrontClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<string> problems = [.. FindProblems(options)];
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems.Select(static problem => $"CloudFront: {problem}"));
    }

    private static IEnumerable<string> FindProblems(CloudFrontClientOptions options)
    {
        if (options.Region is { } region && !AwsTexts.IsToken(region))
        {
            yield return $"{nameof(options.Region)}: '{region}' is no region, which is written like 'us-east-1'.";
        }

        if (options.ServiceUrl is { } url && AwsTexts.FindUrlProblem(url, options.AllowHttp, "https://cloudfront.amazonaws.com") is { } problem)
        {
            yield return problem;
        }

        foreach (var found in AwsCredentialRules.FindProblems(options.Credentials, options.AccessKey, options.SecretKey))
        {
            yield return found;
        }
    }
}
