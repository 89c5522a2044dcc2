using Microsoft.Extensions.Options;

namespace ResilientStorage.Resilience;

/// <summary>The ranges of the single settings, generated from their attributes.</summary>
[OptionsValidator]
internal sealed partial class StoreResilienceOptionsValidator : IValidateOptions<StoreResilienceOptions>;
