using System.ComponentModel;
using System.Text.Json.Serialization;

namespace ResilientStorage.Cli.Errors;

/// <summary>What went wrong, for a person and for a script.</summary>
internal sealed record CliError(
    [property: Description("the kind, see below")] ErrorKind Kind,
    [property: Description("what happened and what to do next, one line")] string Message,
    [property: Description("the resource key concerned")] string? Key = null,
    [property: Description("the store concerned")] string? Store = null)
{
    [JsonIgnore]
    public int ExitCode => Kind is ErrorKind.Usage or ErrorKind.Configuration ? 2 : 1;
}
