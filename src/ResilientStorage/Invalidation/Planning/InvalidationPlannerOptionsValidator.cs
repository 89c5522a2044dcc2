using Microsoft.Extensions.Options;

namespace ResilientStorage.Invalidation.Planning;

/// <summary>The ranges of the single settings, generated from their attributes.</summary>
[OptionsValidator]
internal sealed partial class InvalidationPlannerOptionsValidator : IValidateOptions<InvalidationPlannerOptions>;
