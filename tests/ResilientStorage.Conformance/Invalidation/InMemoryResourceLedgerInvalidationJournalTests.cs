using ResilientStorage.Conformance.Meta;
using ResilientStorage.Testing;

namespace ResilientStorage.Conformance;

[Implementation(typeof(InMemoryResourceLedger))]
public sealed class InMemoryResourceLedgerInvalidationJournalTests : InvalidationJournalConformance<LedgerJournalFixture<InMemoryLedgerFixture>>;
