using ResilientStorage.Conformance.Meta;

namespace ResilientStorage.Conformance;

[NeedsServer(PostgreSqlServer.Variable)]
public sealed class PostgreSqlTransactionalLedgerConcurrencyConformance : TransactionalLedgerConcurrencyConformance<PostgreSqlLedgerFixture>;
