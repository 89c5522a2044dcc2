using ResilientStorage.Conformance.Meta;
using ResilientStorage.Testing;

namespace ResilientStorage.Conformance;

[Implementation(typeof(FaultInjectingResourceLedger))]
public sealed class FaultInjectingResourceLedgerInvalidationJournalTests : InvalidationJournalConformance<LedgerJournalFixture<FaultInjectingLedgerFixture>>;
