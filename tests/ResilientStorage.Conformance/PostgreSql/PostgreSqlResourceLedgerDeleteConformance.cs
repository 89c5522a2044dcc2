using ResilientStorage.Conformance.Meta;

namespace ResilientStorage.Conformance;

[NeedsServer(PostgreSqlServer.Variable)]
public sealed class PostgreSqlResourceLedgerDeleteConformance : LedgerDeleteConformance<PostgreSqlLedgerFixture>;
