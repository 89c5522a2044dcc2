using System.ComponentModel;
using ResilientStorage.Cli.Output;
using ResilientStorage.Maintenance;

namespace ResilientStorage.Cli.Documents;

/// <summary>The result of <c>status</c>.</summary>
internal sealed record StatusDocument : IDocument
{
    [Description("the instance")]
    public required string Instance { get; init; }

    [Description("the ledger's own id, which the stores' owner markers carry")]
    public required string LedgerId { get; init; }

    [Description("versions that are live")]
    public required long Live { get; init; }

    [Description("uploads under way or abandoned")]
    public required long Pending { get; init; }

    [Description("deleted and failed versions whose bytes are not all removed yet")]
    public required long AwaitingRemoval { get; init; }

    [Description("live versions that lack a copy in a store")]
    public required long UnderReplicated { get; init; }

    [Description("removals that are due now, dead letters aside")]
    public required long RemovalsDue { get; init; }

    [Description("repairs that wait")]
    public required long RepairsQueued { get; init; }

    [Description("published keys that wait to be made equal to the ledger")]
    public required long AliasesQueued { get; init; }

    [Description("removals that used up their tries")]
    public required long DeadLetters { get; init; }

    [Description("removals of which the delete queue could not be told")]
    public required long QueueUnreachable { get; init; }

    [Description("changes and batches that a CDN is still to be told of")]
    public required long InvalidationsWaiting { get; init; }

    [Description("batches of invalidations that used up their tries")]
    public required long InvalidationsReported { get; init; }

    [Description("since when the oldest due item waits; null when nothing is due")]
    public required DateTimeOffset? OldestDueAt { get; init; }

    [Description("the stores, main first")]
    public required IReadOnlyList<StatusStoreDocument> Stores { get; init; }

    public static StatusDocument Of(StorageStatus status) => new()
    {
        Instance = status.Instance,
        LedgerId = status.LedgerId.ToString("D"),
        Live = status.Ledger.Live,
        Pending = status.Ledger.Pending,
        AwaitingRemoval = status.Ledger.AwaitingRemoval,
        UnderReplicated = status.Ledger.UnderReplicated,
        RemovalsDue = status.Ledger.RemovalsDue,
        RepairsQueued = status.Ledger.RepairsQueued,
        AliasesQueued = status.Ledger.AliasesQueued,
        DeadLetters = status.Ledger.DeadLetters,
        QueueUnreachable = status.Ledger.QueueUnreachable,
        InvalidationsWaiting = status.Ledger.InvalidationsWaiting,
        InvalidationsReported = status.Ledger.InvalidationsReported,
        OldestDueAt = status.Ledger.OldestDueAt,
        Stores = [.. status.Ledger.Stores.Select(StatusStoreDocument.Of)],
    };

    public IEnumerable<string> ToText()
    {
        yield return $"live              {Live}";
        yield return $"uploads pending   {Pending}";
        yield return $"awaiting removal  {AwaitingRemoval} ({RemovalsDue} due)";
        yield return $"under-replicated  {UnderReplicated} ({RepairsQueued} repairs queued)";
        yield return $"aliases queued    {AliasesQueued}";
        yield return $"dead letters      {DeadLetters}";
        yield return $"queue unreachable {QueueUnreachable}";
        yield return $"invalidations     {InvalidationsWaiting} waiting, {InvalidationsReported} reported";
        if (OldestDueAt is { } oldest)
        {
            yield return $"oldest due since  {Units.Time(oldest)}";
        }

        foreach (var store in Stores)
        {
            yield return $"store {store.Name} ({Words.Of(store.Role)}, {Words.Of(store.State)}): {Units.Count(store.Stored, "file")}, {Units.Bytes(store.StoredBytes)}, {store.Missing} missing, {store.Corrupt} corrupt; {store.Place}{(store.RepairsStoppedAt is { } at ? $"; repairs stopped since {Units.Time(at)}" : "")}";
        }
    }
}
