using ResilientStorage.Ledger;

namespace ResilientStorage.Testing;

internal static class ListWork
{
    public static IReadOnlyList<WorkRecord> Run(LedgerTransaction transaction, WorkQuery query)
    {
        var mainStore = transaction.Rows.Main?.Name ?? "";
        return [.. transaction.Rows.Work.Values
            .Where(work => Passes(query, work, transaction.Now))
            .OrderBy(static work => work.DueAt)
            .ThenBy(static work => work.Id)
            .Take(query.Limit ?? int.MaxValue)
            .Select(work => work.ToRecord(mainStore))];
    }

    private static bool Passes(WorkQuery query, WorkRow work, DateTimeOffset now) =>
        (query.Kind is null || work.Kind == query.Kind)
        && (query.Dead is null || work.IsDead == query.Dead)
        && (!query.DueOnly || (work.IsDue(now) && !work.IsUnderLease(now)))
        && (query.NotToldFor is not { } span || (work.Kind == WorkKind.Remove && (work.ToldAt is null || work.ToldAt + span <= now)))
        && (!query.QueueUnreachableOnly || work.QueueUnreachableAt is not null)
        && (query.VersionIds is null || (work.Replica is { } replica && query.VersionIds.Contains(replica.Version.Id)));
}
