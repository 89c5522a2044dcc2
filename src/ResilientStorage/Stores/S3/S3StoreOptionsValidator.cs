using Microsoft.Extensions.Options;

namespace ResilientStorage.Stores.S3;

/// <summary>The ranges of the single settings, generated from their attributes.</summary>
[OptionsValidator]
internal sealed partial class S3StoreOptionsValidator : IValidateOptions<S3StoreOptions>;
