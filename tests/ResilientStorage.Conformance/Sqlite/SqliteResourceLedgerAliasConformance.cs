namespace ResilientStorage.Conformance;

public sealed class SqliteResourceLedgerAliasConformance : LedgerAliasConformance<SqliteLedgerFixture>;
