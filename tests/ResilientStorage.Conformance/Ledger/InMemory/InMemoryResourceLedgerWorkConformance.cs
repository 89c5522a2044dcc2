namespace ResilientStorage.Conformance;

public sealed class InMemoryResourceLedgerWorkConformance : LedgerWorkConformance<InMemoryLedgerFixture>;
