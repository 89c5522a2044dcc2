namespace ResilientStorage.Conformance;

public sealed class SqliteResourceLedgerBeginConformance : LedgerBeginConformance<SqliteLedgerFixture>;
