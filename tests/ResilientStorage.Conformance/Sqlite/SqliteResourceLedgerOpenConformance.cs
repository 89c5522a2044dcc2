namespace ResilientStorage.Conformance;

public sealed class SqliteResourceLedgerOpenConformance : LedgerOpenConformance<SqliteLedgerFixture>;
