using ResilientStorage.Conformance.Meta;
using ResilientStorage.Relational;

namespace ResilientStorage.Conformance;

[Implementation(typeof(SqlResourceLedger))]
[NeedsServer(PostgreSqlServer.Variable)]
public sealed class PostgreSqlInvalidationJournalTests : InvalidationJournalConformance<LedgerJournalFixture<PostgreSqlLedgerFixture>>;
