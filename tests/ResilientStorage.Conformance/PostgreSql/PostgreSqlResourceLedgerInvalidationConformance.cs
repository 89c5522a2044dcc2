using ResilientStorage.Conformance.Meta;

namespace ResilientStorage.Conformance;

[NeedsServer(PostgreSqlServer.Variable)]
public sealed class PostgreSqlResourceLedgerInvalidationConformance : LedgerInvalidationConformance<PostgreSqlLedgerFixture>;
