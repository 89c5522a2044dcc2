using ResilientStorage.Conformance.Meta;
using ResilientStorage.Relational;

namespace ResilientStorage.Conformance;

[Implementation(typeof(SqlResourceLedger))]
public sealed class SqliteInvalidationJournalTests : InvalidationJournalConformance<LedgerJournalFixture<SqliteLedgerFixture>>;
