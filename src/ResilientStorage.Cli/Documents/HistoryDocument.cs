using System.ComponentModel;

namespace ResilientStorage.Cli.Documents;

/// <summary>One thing that happened to a version.</summary>
internal sealed record HistoryDocument(
    [property: Description("when")] DateTimeOffset At,
    [property: Description("what")] HistoryEvent Event,
    [property: Description("the store concerned")] string? Store,
    [property: Description("why")] string? Reason)
{
    public static HistoryDocument Of(HistoryEntry entry) => new(entry.At, entry.Event, entry.Store, entry.Reason);
}
