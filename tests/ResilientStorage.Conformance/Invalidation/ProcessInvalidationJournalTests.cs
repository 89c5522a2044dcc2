using ResilientStorage.Conformance.Meta;
using ResilientStorage.Invalidation.Journal;

namespace ResilientStorage.Conformance;

[Implementation(typeof(ProcessInvalidationJournal))]
public sealed class ProcessInvalidationJournalTests : InvalidationJournalConformance<ProcessJournalFixture>;
