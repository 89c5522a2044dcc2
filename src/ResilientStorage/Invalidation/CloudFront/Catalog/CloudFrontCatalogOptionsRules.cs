using Microsoft.Extensions.Options;

namespace ResilientStorage.Invalidation.CloudFront.Catalog;

/// <summary>Rules that no range expresses.</summary>
internal sealed class CloudFrontCatalogOptionsRules : IValidateOptions<CloudFrontCatalogOptions>
{
    // https://docs.aws.amazon.com/AmazonS3/latest/API/API_Tag.html
    private const int LongestTag = 128;

    public ValidateOptionsResult Validate(string? name, CloudFrontCatalogOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var result = new ValidateOptionsResultBuilder();
        Check(options.ListDistributions || options.Mappings.Count > 0, nameof(options.Mappings), "there are none, and distributions are not listed: nothing could ever be invalidated. Add a mapping, or set ListDistributions to true.");
        Check(options.IndexDocument is null || (options.IndexDocument.Length > 0 && !options.IndexDocument.Contains('/', StringComparison.Ordinal)), nameof(options.IndexDocument), $"'{options.IndexDocument}' is not possible, it has to be a file name without a slash, such as 'index.html'.");
        Check(options.ExceptionTag.Length is > 0 and <= LongestTag, nameof(options.ExceptionTag), $"it has {options.ExceptionTag.Length} characters, and the name of a tag has 1 to {LongestTag}, such as 'exceptionPaths'.");
        foreach (var mapping in options.Mappings)
        {
            Check(mapping.Bucket.Length > 0, nameof(options.Mappings), "a mapping has no Bucket: name the bucket whose changes the distributions serve.");
            Check(mapping.DistributionIds.Count > 0, nameof(options.Mappings), $"the mapping of '{mapping.Bucket}' names no distribution: add at least one of DistributionIds.");
            Check(mapping.OriginPath.Length == 0 || (mapping.OriginPath.StartsWith('/') && !mapping.OriginPath.EndsWith('/')), nameof(options.Mappings), $"the OriginPath '{mapping.OriginPath}' of '{mapping.Bucket}' is not possible: it has to begin with '/' and not to end with it, as CloudFront has it.");
            foreach (var id in mapping.DistributionIds)
            {
                Check(id.Length > 0 && id.All(static character => char.IsAsciiLetterUpper(character) || char.IsAsciiDigit(character)), nameof(options.Mappings), $"'{id}' is no id of a distribution: it has capital letters and digits only, such as 'EDFDVBD6EXAMPLE'.");
            }
        }

        return result.Build();

        void Check(bool holds, string property, string problem)
        {
            if (!holds)
            {
                result.AddError($"{name}.{property}: {problem}");
            }
        }
    }
}
