using System.ComponentModel;
using ResilientStorage.Cli.Errors;

namespace ResilientStorage.Cli.Documents;

/// <summary>What became of one key of <c>delete</c>.</summary>
internal sealed record DeleteResultDocument(
    [property: Description("the resource key")] string Key,
    [property: Description("the version that was deleted; null when nothing was")] string? VersionId,
    [property: Description("when its bytes become due for removal; null when nothing was deleted")] DateTimeOffset? RemovalDueAt,
    [property: Description("how far the removal is; null without --wait")] RemovalDocument? Removal,
    [property: Description("why nothing was deleted, or why the bytes are not gone")] CliError? Error);
