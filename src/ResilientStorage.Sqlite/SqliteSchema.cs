using ResilientStorage.Relational.Schema;

namespace ResilientStorage.Sqlite;

/// <summary>The schema scripts inside this assembly; the package holds them as files, too.</summary>
internal static class SqliteSchema
{
    public static IReadOnlyList<SchemaScript> Scripts { get; } = [Load(1)];

    private static SchemaScript Load(int version)
    {
        var name = $"schema/sqlite/{version:D4}.sql";
        using var stream = typeof(SqliteSchema).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly lacks its resource '{name}'.");
        using var reader = new StreamReader(stream);
        return new SchemaScript(version, name, reader.ReadToEnd());
    }
}
