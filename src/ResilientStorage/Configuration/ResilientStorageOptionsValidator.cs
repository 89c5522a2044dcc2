using Microsoft.Extensions.Options;

namespace ResilientStorage.Configuration;

/// <summary>The ranges of the single settings, generated from their attributes.</summary>
[OptionsValidator]
internal sealed partial class ResilientStorageOptionsValidator : IValidateOptions<ResilientStorageOptions>;
