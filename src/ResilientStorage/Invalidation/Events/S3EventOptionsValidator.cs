using Microsoft.Extensions.Options;

namespace ResilientStorage.Invalidation.Events;

/// <summary>The ranges of the single settings, generated from their attributes.</summary>
[OptionsValidator]
internal sealed partial class S3EventOptionsValidator : IValidateOptions<S3EventOptions>;
