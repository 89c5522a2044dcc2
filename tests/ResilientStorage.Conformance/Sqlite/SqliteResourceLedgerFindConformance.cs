namespace ResilientStorage.Conformance;

public sealed class SqliteResourceLedgerFindConformance : LedgerFindConformance<SqliteLedgerFixture>;
