namespace ResilientStorage.Conformance;

public sealed class InMemoryResourceLedgerListConformance : LedgerListConformance<InMemoryLedgerFixture>;
