namespace ResilientStorage.Conformance;

public sealed class SqliteResourceLedgerDeleteConformance : LedgerDeleteConformance<SqliteLedgerFixture>;
