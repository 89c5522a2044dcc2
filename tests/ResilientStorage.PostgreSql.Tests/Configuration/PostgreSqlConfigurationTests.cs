using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ResilientStorage.PostgreSql.Tests;

public sealed class PostgreSqlConfigurationTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("resilientstorage-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task AddPostgreSql_SectionLedger_BindsItsSettings()
    {
        await using var provider = Build(
            ("Ledger:ConnectionString", "Host=db;Database=app"), ("Ledger:SchemaName", "photos"), ("Ledger:Schema", "Verify"), ("Ledger:CommandTimeout", "00:00:07"));

        var options = provider.GetRequiredService<IOptionsMonitor<PostgreSqlLedgerOptions>>().Get("default");

        Assert.Equal(("Host=db;Database=app", "photos", SchemaMode.Verify, TimeSpan.FromSeconds(7)), (options.ConnectionString, options.SchemaName, options.Schema, options.CommandTimeout));
    }

    [Fact]
    public async Task AddPostgreSql_UnknownSetting_IsNamedWithoutTheSecret()
    {
        await using var provider = Build(("Ledger:ConnectionString", "Host=db;Password=secret"), ("Ledger:Scheme", "photos"));

        var error = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IResilientStorage>());

        Assert.Contains("Storage:Ledger:Scheme is not known. Storage:Ledger takes CommandTimeout, ConnectionString, Provider, Schema, SchemaName.", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    private ServiceProvider Build(params (string Key, string Value)[] settings)
    {
        var values = settings.ToDictionary(static setting => "Storage:" + setting.Key, static setting => (string?)setting.Value);
        values["Storage:Ledger:Provider"] = "PostgreSql";
        values["Storage:Main:Name"] = "disk";
        values["Storage:Main:Provider"] = "FileSystem";
        values["Storage:Main:Path"] = Path.Combine(_folder.FullName, "main");
        values["Storage:Backups:0:Name"] = "other-disk";
        values["Storage:Backups:0:Provider"] = "FileSystem";
        values["Storage:Backups:0:Path"] = Path.Combine(_folder.FullName, "backup");
        var section = new ConfigurationBuilder().AddInMemoryCollection(values).Build().GetSection("Storage");
        var services = new ServiceCollection();
        services.AddResilientStorage(section, static storage => storage.AddPostgreSql());
        return services.BuildServiceProvider();
    }
}
