namespace ResilientStorage.Conformance;

public sealed class InMemoryResourceLedgerFindConformance : LedgerFindConformance<InMemoryLedgerFixture>;
