using Microsoft.Extensions.Options;

namespace ResilientStorage.Invalidation.Configuration;

/// <summary>The ranges of the single settings, generated from their attributes.</summary>
[OptionsValidator]
internal sealed partial class CloudFrontOptionsValidator : IValidateOptions<CloudFrontOptions>;
