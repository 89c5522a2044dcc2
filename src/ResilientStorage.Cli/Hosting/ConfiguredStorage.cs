using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ResilientStorage.Configuration;

namespace ResilientStorage.Cli.Hosting;

/// <summary>The storage of <c>--config</c>: the section that host apps bind, from a file of its own or an app's settings.</summary>
internal sealed class ConfiguredStorage(string path) : StorageSource
{
    private const string SectionName = "ResilientStorage";

    private readonly string _path = Path.GetFullPath(path);
    private IConfigurationSection? _section;

    private IConfigurationSection Section => _section ??= Read();

    protected override IReadOnlyList<string> FindOwnFolders() =>
    [
        .. Section.GetSection("Backups").GetChildren().Append(Section.GetSection("Main"))
            .Select(static store => store["Path"])
            .Where(static folder => !string.IsNullOrEmpty(folder))
            .Select(static folder => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder!))),
    ];

    protected override void Register(IServiceCollection services, bool runWorker)
    {
        services.AddResilientStorage(Section, static storage => storage.AddSqlite());
        services.PostConfigureAll<ResilientStorageOptions>(options => options.RunWorker = runWorker);
    }

    private IConfigurationSection Read()
    {
        if (!File.Exists(_path))
        {
            throw new FileNotFoundException($"There is no configuration file '{path}': give --config the path of a JSON file with a section {SectionName}.");
        }

        var configuration = new ConfigurationBuilder()
            .AddJsonFile(_path, optional: false, reloadOnChange: false)
            .AddEnvironmentVariables()
            .Build();
        return configuration.GetSection(SectionName);
    }
}
