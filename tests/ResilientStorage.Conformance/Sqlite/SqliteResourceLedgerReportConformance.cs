namespace ResilientStorage.Conformance;

public sealed class SqliteResourceLedgerReportConformance : LedgerReportConformance<SqliteLedgerFixture>;
