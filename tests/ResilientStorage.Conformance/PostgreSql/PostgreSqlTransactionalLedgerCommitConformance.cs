using ResilientStorage.Conformance.Meta;

namespace ResilientStorage.Conformance;

[NeedsServer(PostgreSqlServer.Variable)]
public sealed class PostgreSqlTransactionalLedgerCommitConformance : TransactionalLedgerCommitConformance<PostgreSqlLedgerFixture>;
