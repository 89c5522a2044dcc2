using System.ComponentModel;

namespace ResilientStorage.Cli.Documents;

/// <summary>How far the removal of a deleted version's bytes is.</summary>
internal sealed record RemovalDocument(
    [property: Description("how far it is")] RemovalState State,
    [property: Description("when the next removal is due; null when none is")] DateTimeOffset? DueAt,
    [property: Description("why the bytes are still there")] string? Reason,
    [property: Description("the store that still has them")] string? Store);
