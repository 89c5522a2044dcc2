namespace ResilientStorage.Conformance;

public sealed class SqliteResourceLedgerSweepConformance : LedgerSweepConformance<SqliteLedgerFixture>;
