using ResilientStorage.Conformance.Meta;

namespace ResilientStorage.Conformance;

[NeedsServer(PostgreSqlServer.Variable)]
public sealed class PostgreSqlResourceLedgerCompleteConformance : LedgerCompleteConformance<PostgreSqlLedgerFixture>;
