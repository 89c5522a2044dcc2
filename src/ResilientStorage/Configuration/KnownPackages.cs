namespace ResilientStorage.Configuration;

/// <summary>The providers that come in packages of their own, so that a missing one is told with what to add.</summary>
internal static class KnownPackages
{
    private static readonly (string Kind, string Provider, string Package, string Call)[] Packages =
    [
        ("ledger", "PostgreSql", "ResilientStorage.PostgreSql", "storage.AddPostgreSql()"),
        ("ledger", "Sqlite", "ResilientStorage.Sqlite", "storage.AddSqlite()"),
    ];

    /// <summary>What to add for a provider; an empty text for one that no package of ours brings.</summary>
    public static string HintFor(string kind, string provider)
    {
        foreach (var known in Packages)
        {
            if (known.Kind == kind && string.Equals(known.Provider, provider, StringComparison.OrdinalIgnoreCase))
            {
                return $" {known.Provider} is in the package {known.Package}: add it, and call {known.Call} in the last argument of AddResilientStorage.";
            }
        }

        var others = Packages.Where(package => package.Kind == kind).Select(static package => $"{package.Provider} (package {package.Package}, {package.Call})").ToList();
        return others.Count == 0 ? "" : $" Packages bring more: {string.Join(", ", others)}.";
    }
}
