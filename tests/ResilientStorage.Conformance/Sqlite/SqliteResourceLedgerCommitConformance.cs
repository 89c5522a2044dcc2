namespace ResilientStorage.Conformance;

public sealed class SqliteResourceLedgerCommitConformance : LedgerCommitConformance<SqliteLedgerFixture>;
