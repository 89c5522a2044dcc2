using Microsoft.Data.Sqlite;

namespace ResilientStorage.Conformance;

/// <summary>What must hold in the tables after every test, whatever it did.</summary>
internal static class SqliteLedgerInvariants
{
    private static readonly (string Name, string Query)[] Rules =
    [
        ("the file is sound", "SELECT integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok'"),
        ("references hold", "SELECT \"table\" || ' ' || rowid FROM pragma_foreign_key_check"),
        .. LedgerRowRules.All,
    ];

    public static IReadOnlyList<string> Check(SqliteConnection connection)
    {
        var broken = new List<string>();
        foreach (var (name, query) in Rules)
        {
            using var command = connection.CreateCommand();
            command.CommandText = query;
            using var rows = command.ExecuteReader();
            while (rows.Read())
            {
                broken.Add($"{name}: {rows.GetValue(0)}");
            }
        }

        return broken;
    }
}
