using Microsoft.Extensions.Options;
using ResilientStorage.Aws;

namespace ResilientStorage.Stores.S3.MinIO;

/// <summary>Checks the options, so that a mistake shows at start.</summary>
internal sealed class MinIOStoreOptionsValidator : IValidateOptions<MinIOStoreOptions>
{
    public ValidateOptionsResult Validate(string? name, MinIOStoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<string> problems = [.. S3Texts.FindBucketProblems(options.Bucket, options.Prefix)];
        if (S3Texts.FindUrlProblem(options.ServiceUrl, options.AllowHttp) is { } problem)
        {
            problems.Add(problem);
        }

        if (!AwsTexts.IsToken(options.Region))
        {
            problems.Add($"{nameof(options.Region)}: '{options.Region}' is no region, which is written like 'us-east-1', and is that unless the server has another one.");
        }

        if (string.IsNullOrEmpty(options.AccessKey) || string.IsNullOrEmpty(options.SecretKey))
        {
            problems.Add($"{nameof(options.AccessKey)} and {nameof(options.SecretKey)} have to be set: make a service account for them that has only the rights of docs/providers.md.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems.Select(problem => $"The store '{name}': {problem}"));
    }
}
