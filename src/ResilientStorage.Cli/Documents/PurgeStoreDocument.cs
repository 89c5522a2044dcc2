using System.ComponentModel;

namespace ResilientStorage.Cli.Documents;

/// <summary>What one store says to a purge.</summary>
internal sealed record PurgeStoreDocument(
    [property: Description("the name of the store")] string Store,
    [property: Description("how far it is")] PurgeOutcome Outcome,
    [property: Description("why it waits")] string? Reason,
    [property: Description("when the final removal is due")] DateTimeOffset? NotBefore);
