using ResilientStorage.Relational.Sql;

namespace ResilientStorage.Relational.History;

/// <summary>Writes the history.</summary>
internal static class HistoryRows
{
    public static Task<int> AddAsync(SqlSession session, VersionId version, HistoryEvent what, string? store = null, string? reason = null) =>
        session.Sql("INSERT INTO rs_history (version_id, at, event, store, reason) VALUES (@version, @now, @event, @store, @reason)")
            .With("version", version).With("event", (long)what).With("store", store).With("reason", reason).ExecuteAsync();
}
