using Microsoft.Extensions.Options;
using ResilientStorage.Invalidation.CloudFront;
using ResilientStorage.Invalidation.CloudFront.Catalog;

namespace ResilientStorage.Invalidation.Configuration;

/// <summary>The rules of all parts, and those between them.</summary>
internal sealed class CloudFrontOptionsRules : IValidateOptions<CloudFrontOptions>
{
    public ValidateOptionsResult Validate(string? name, CloudFrontOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        string[] problems =
        [
            .. new CloudFrontClientOptionsRules().Validate(name, options.Client).Failures ?? [],
            .. new CloudFrontCatalogOptionsRules().Validate(name, options.Catalog).Failures ?? [],
            .. new InvalidationPathOptionsRules().Validate(name, options.Paths).Failures ?? [],
        ];
        if (options.Sending.MaxRetryDelay < options.Sending.RetryDelay)
        {
            problems = [.. problems, $"{nameof(options.Sending)}.{nameof(InvalidationOptions.MaxRetryDelay)}: {options.Sending.MaxRetryDelay} is less than {nameof(InvalidationOptions.RetryDelay)}, {options.Sending.RetryDelay}: it is the longest pause."];
        }

        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
