namespace ResilientStorage.Conformance;

public sealed class SqliteResourceLedgerPurgeConformance : LedgerPurgeConformance<SqliteLedgerFixture>;
