using Microsoft.Extensions.Options;

namespace ResilientStorage.Invalidation.CloudFront;

/// <summary>The ranges of the single settings, generated from their attributes.</summary>
[OptionsValidator]
internal sealed partial class CloudFrontClientOptionsValidator : IValidateOptions<CloudFrontClientOptions>;
