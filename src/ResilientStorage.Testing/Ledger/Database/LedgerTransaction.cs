namespace ResilientStorage.Testing;

/// <summary>One call of the ledger, under the database's lock: its instance's tables and the one moment at which it happens.</summary>
internal sealed class LedgerTransaction(InMemoryLedgerDatabase database, InstanceRows rows)
{
    public InMemoryLedgerDatabase Database { get; } = database;

    public InstanceRows Rows { get; } = rows;

    public DateTimeOffset Now { get; } = database.TimeProvider.GetUtcNow();

    public bool IsPlanted(LedgerMistakes mistake) => (Database.Mistakes & mistake) != 0;

    public void Record(VersionRow version, HistoryEvent what, string? store = null, string? reason = null) =>
        version.History.Add(new HistoryEntry(Now, what, store, reason));
}
