namespace ResilientStorage.Conformance;

public sealed class SqliteResourceLedgerWorkConformance : LedgerWorkConformance<SqliteLedgerFixture>;
