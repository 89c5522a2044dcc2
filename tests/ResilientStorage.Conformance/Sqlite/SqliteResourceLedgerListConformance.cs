namespace ResilientStorage.Conformance;

public sealed class SqliteResourceLedgerListConformance : LedgerListConformance<SqliteLedgerFixture>;
