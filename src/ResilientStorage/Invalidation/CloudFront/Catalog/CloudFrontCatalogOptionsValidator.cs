using Microsoft.Extensions.Options;

namespace ResilientStorage.Invalidation.CloudFront.Catalog;

/// <summary>The ranges of the single settings, generated from their attributes.</summary>
[OptionsValidator]
internal sealed partial class CloudFrontCatalogOptionsValidator : IValidateOptions<CloudFrontCatalogOptions>;
