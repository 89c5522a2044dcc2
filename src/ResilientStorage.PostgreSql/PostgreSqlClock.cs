namespace ResilientStorage.PostgreSql;

/// <summary>The ledger's clock: the server's own, so that the clocks of the nodes do not matter.</summary>
internal static class PostgreSqlClock
{
    /// <summary>The session setting that moves the clock, in microseconds. Tests set it; nothing else does.</summary>
    public const string OffsetSetting = "resilientstorage.clock_offset";

    /// <summary>
    /// Microseconds since 1970 UTC. Never <c>now()</c>, which stands still from the beginning of a transaction, so before it has waited for its locks
    /// (https://www.postgresql.org/docs/current/functions-datetime.html#FUNCTIONS-DATETIME-CURRENT).
    /// </summary>
    public const string Sql = $"(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000)::bigint + COALESCE(NULLIF(current_setting('{OffsetSetting}', true), ''), '0')::bigint";
}
