using ResilientStorage.Conformance.Meta;

namespace ResilientStorage.Conformance;

[NeedsServer(PostgreSqlServer.Variable)]
public sealed class PostgreSqlTransactionalLedgerDeleteConformance : TransactionalLedgerDeleteConformance<PostgreSqlLedgerFixture>;
