using Npgsql;

namespace ResilientStorage.Conformance;

/// <summary>What holds for the rows of a ledger after any call: the rows that contradict it are named.</summary>
internal static class PostgreSqlLedgerInvariants
{
    public static async Task<IReadOnlyList<string>> CheckAsync(NpgsqlConnection connection)
    {
        var broken = new List<string>();
        foreach (var (name, query) in LedgerRowRules.All)
        {
            await using var command = new NpgsqlCommand(query, connection);
            await using var rows = await command.ExecuteReaderAsync();
            while (await rows.ReadAsync())
            {
                broken.Add($"{name}: {rows.GetValue(0)}");
            }
        }

        return broken;
    }
}
