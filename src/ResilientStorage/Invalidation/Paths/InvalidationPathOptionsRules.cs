using Microsoft.Extensions.Options;

namespace ResilientStorage.Invalidation;

/// <summary>Rules that no range expresses.</summary>
internal sealed class InvalidationPathOptionsRules : IValidateOptions<InvalidationPathOptions>
{
    public const string Doubtful = "~'";

    public ValidateOptionsResult Validate(string? name, InvalidationPathOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.WidenBefore.AsSpan().ContainsAnyExcept(Doubtful)
            ? ValidateOptionsResult.Fail($"{name}.{nameof(options.WidenBefore)}: '{options.WidenBefore}' is not possible, it has to be any of the characters {Doubtful}, or empty.")
            : ValidateOptionsResult.Success;
    }
}
