using ResilientStorage.Relational.Schema;

namespace ResilientStorage.PostgreSql;

/// <summary>The schema scripts inside this assembly; the package holds them as files, too.</summary>
internal static class PostgreSqlSchema
{
    public static IReadOnlyList<SchemaScript> Scripts { get; } = [Load(1)];

    private static SchemaScript Load(int version)
    {
        var name = $"schema/postgresql/{version:D4}.sql";
        using var stream = typeof(PostgreSqlSchema).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly lacks its resource '{name}'.");
        using var reader = new StreamReader(stream);
        return new SchemaScript(version, name, reader.ReadToEnd());
    }
}
