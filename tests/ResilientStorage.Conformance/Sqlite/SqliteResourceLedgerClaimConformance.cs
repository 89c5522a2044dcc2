namespace ResilientStorage.Conformance;

public sealed class SqliteResourceLedgerClaimConformance : LedgerClaimConformance<SqliteLedgerFixture>;
