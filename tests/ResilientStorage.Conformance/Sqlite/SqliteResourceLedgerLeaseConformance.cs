namespace ResilientStorage.Conformance;

public sealed class SqliteResourceLedgerLeaseConformance : LedgerLeaseConformance<SqliteLedgerFixture>;
