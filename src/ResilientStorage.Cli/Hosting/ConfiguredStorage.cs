using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ResilientStorage.Configuration;

namespace ResilientStorage.Cli.Hosting;

/// <summary>The storage of <c>--config</c>: a section that host apps bind, from a file of its own or an app's settings.</summary>
internal sealed class ConfiguredStorage(string path, string sectionName, string instance) : StorageSource(instance)
{
    public const string DefaultSection = "ResilientStorage";

    private readonly string _path = Path.GetFullPath(path);
    private IConfigurationSection? _section;

    private IConfigurationSection Section => _section ??= Read();

    protected override IEnumerable<string> FindOwnPaths() => [_path, .. StoreFolders(), .. FindLedgerFiles()];

    protected override void Register(IServiceCollection services, bool runWorker)
    {
        services.AddResilientStorage(Instance, Section, static storage => storage.AddSqlite().AddPostgreSql());
        services.PostConfigureAll<ResilientStorageOptions>(options => options.RunWorker = runWorker);
    }

    private IEnumerable<string> StoreFolders() => Section.GetSection("Backups").GetChildren().Append(Section.GetSection("Main")).Append(Section.GetSection("Invalidation:Reports"))
        .Select(static store => store["Path"])
        .Where(static folder => !string.IsNullOrEmpty(folder))
        .Select(static folder => folder!);

    // As the ledger will see them: from the options that are bound, not from the text of the file.
    private IEnumerable<string> FindLedgerFiles()
    {
        if (!string.Equals(Section["Ledger:Provider"], "Sqlite", StringComparison.OrdinalIgnoreCase))
        {
            return [];
        }

        var services = new ServiceCollection();
        Register(services, runWorker: false);
        using var provider = services.BuildServiceProvider();
        return LedgerFiles.Of(provider.GetRequiredService<IOptionsMonitor<SqliteLedgerOptions>>().Get(Instance));
    }

    private IConfigurationSection Read()
    {
        if (!File.Exists(_path))
        {
            throw new FileNotFoundException($"There is no configuration file '{path}': give --config the path of a JSON file with a section {sectionName}.");
        }

        var file = new ConfigurationBuilder().AddJsonFile(_path, optional: false, reloadOnChange: false).Build();
        var section = new ConfigurationBuilder().AddConfiguration(file).AddEnvironmentVariables().Build().GetSection(sectionName);
        return section.Exists() ? section : throw new InvalidOperationException(Missing([.. StorageSections.In(file)]));
    }

    private string Missing(IReadOnlyList<string> others)
    {
        var problem = $"The configuration file '{path}' has no section '{sectionName}', or it is empty.";
        return others.Count > 0
            ? $"{problem} These look like storages: {string.Join(", ", others.Select(static other => $"'{other}'"))}. Name one with --section."
            : $"{problem} None of its sections looks like a storage: one needs Main, Backups and Ledger.";
    }
}
