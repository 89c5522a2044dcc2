using Microsoft.Extensions.Options;

namespace ResilientStorage.Stores.FileSystem;

/// <summary>Checks the options, so that a mistake shows at start.</summary>
internal sealed class FileSystemStoreOptionsValidator : IValidateOptions<FileSystemStoreOptions>
{
    public ValidateOptionsResult Validate(string? name, FileSystemStoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (string.IsNullOrWhiteSpace(options.Path))
        {
            return ValidateOptionsResult.Fail($"The store '{name}' has no folder: set {nameof(options.Path)} to one, such as '/var/lib/photos/main'.");
        }

        return options.Path.Contains('\0', StringComparison.Ordinal)
            ? ValidateOptionsResult.Fail($"The folder of the store '{name}' has a null character in its {nameof(options.Path)}: remove it.")
            : ValidateOptionsResult.Success;
    }
}
