namespace ResilientStorage.Conformance;

public sealed class InMemoryResourceLedgerOpenConformance : LedgerOpenConformance<InMemoryLedgerFixture>;
