using Microsoft.Extensions.Configuration;

namespace ResilientStorage.Cli.Hosting;

/// <summary>Finds the sections that look like storages, for the one who named another.</summary>
internal static class StorageSections
{
    public static IEnumerable<string> In(IConfiguration configuration) =>
        configuration.GetChildren().SelectMany(static section => LooksLikeStorage(section) ? [section.Path] : In(section));

    private static bool LooksLikeStorage(IConfigurationSection section) =>
        section.GetSection("Main").GetChildren().Any() && (section.GetSection("Backups").Exists() || section.GetSection("Ledger").Exists());
}
