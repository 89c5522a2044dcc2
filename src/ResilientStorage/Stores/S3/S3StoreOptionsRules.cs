using Microsoft.Extensions.Options;
using ResilientStorage.Aws;

namespace ResilientStorage.Stores.S3;

/// <summary>Rules between settings, and of texts. No message prints a key.</summary>
internal sealed class S3StoreOptionsRules : IValidateOptions<S3StoreOptions>
{
    private const int AccountDigits = 12;

    public ValidateOptionsResult Validate(string? name, S3StoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<string> problems = [.. S3Texts.FindBucketProblems(options.Bucket, options.Prefix), .. options.HasClient ? FindClientProblems(options) : FindAddressProblems(options)];
        if (options.KmsKeyId is not null && options.ServerSideEncryption != S3ServerSideEncryption.Kms)
        {
            problems.Add($"{nameof(options.KmsKeyId)} is set but {nameof(options.ServerSideEncryption)} is {options.ServerSideEncryption}: set that to {nameof(S3ServerSideEncryption.Kms)}, or remove the key id.");
        }

        if (options.ExpectedBucketOwner is { } owner && (owner.Length != AccountDigits || !owner.All(char.IsAsciiDigit)))
        {
            problems.Add($"{nameof(options.ExpectedBucketOwner)}: '{owner}' is no AWS account id, which has {AccountDigits} digits.");
        }

        if (options.StorageClass is { } storageClass && !AwsTexts.IsToken(storageClass))
        {
            problems.Add($"{nameof(options.StorageClass)}: '{storageClass}' is no storage class, which is written like STANDARD_IA.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems.Select(problem => $"The store '{name}': {problem}"));
    }

    private static IEnumerable<string> FindAddressProblems(S3StoreOptions options)
    {
        if (options.ServiceUrl is null && options.Region is null)
        {
            yield return $"neither {nameof(options.Region)} nor {nameof(options.ServiceUrl)} is set: set {nameof(options.Region)} for AWS, such as 'ap-northeast-2', or {nameof(options.ServiceUrl)} for another provider, such as 'https://sgp1.vultrobjects.com'.";
        }

        if (options.Region is { } region && !AwsTexts.IsToken(region))
        {
            yield return $"{nameof(options.Region)}: '{region}' is no region, which is written like 'ap-northeast-2'.";
        }

        if (options.ServiceUrl is { } url && S3Texts.FindUrlProblem(url, options.AllowHttp) is { } problem)
        {
            yield return problem;
        }

        foreach (var found in AwsCredentialRules.FindProblems(options.Credentials, options.AccessKey, options.SecretKey))
        {
            yield return found;
        }
    }

    private static IEnumerable<string> FindClientProblems(S3StoreOptions options)
    {
        (string Name, bool IsSet)[] settings =
        [
            (nameof(options.Region), options.Region is not null),
            (nameof(options.ServiceUrl), options.ServiceUrl is not null),
            (nameof(options.ForcePathStyle), options.ForcePathStyle),
            (nameof(options.UseProxy), options.UseProxy),
            (nameof(options.AccessKey), options.AccessKey is not null),
            (nameof(options.SecretKey), options.SecretKey is not null),
            (nameof(options.UseCredentials), options.Credentials is not null),
        ];
        return settings.Where(static setting => setting.IsSet).Select(static setting => $"{setting.Name} has no effect on a client that is given ready: set it there, and remove it here.");
    }
}
