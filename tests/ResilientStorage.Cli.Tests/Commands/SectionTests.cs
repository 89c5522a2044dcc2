using ResilientStorage.Cli.Documents;
using ResilientStorage.Cli.Errors;
using ResilientStorage.Cli.Processes;

namespace ResilientStorage.Cli.Commands;

/// <summary>Storages of other sections, and storages with a name.</summary>
public sealed class SectionTests : IDisposable
{
    private readonly Workspace _workspace = new();
    private readonly string _file;

    public SectionTests()
    {
        _file = _workspace.Write("app.json", $$"""
            {
              "Logging": { "Main": "no storage" },
              "Documents": {{Storage("documents", "documents")}},
              "Invoices": {{Storage("invoices", "documents")}},
              "Storages": { "Pictures": {{Storage("pictures", "pictures")}} }
            }
            """);
        _workspace.Write("a", "1");
    }

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Section_OfAnotherName_IsTheStorage()
    {
        (await _workspace.RunAsync("put", "a", "--config", _file, "--section", "Storages:Pictures")).Ended(0);

        var status = (await _workspace.RunAsync("status", "--config", _file, "--section", "Storages:Pictures", "--json")).Ended(0).Document(CliJson.Readable.StatusDocument);
        var other = (await _workspace.RunAsync("list", "--config", _file, "--section", "Documents")).Ended(0);

        Assert.Equal(("default", 1L, "pictures-main"), (status.Instance, status.Live, status.Stores[0].Name));
        Assert.Equal("", other.Output);
    }

    [Fact]
    public async Task Section_EnvironmentVariableOfIt_CountsBeforeTheFile()
    {
        var environment = new Dictionary<string, string> { ["Documents__DeletedRetention"] = "00:00:00", ["Documents__ReaderGrace"] = "00:00:00" };
        (await _workspace.RunAsync("put", "a", "--config", _file, "--section", "Documents")).Ended(0);

        var delete = (await _workspace.RunAsync(environment, "delete", "a", "--wait", "--config", _file, "--section", "Documents")).Ended(0);

        Assert.Equal("deleted a, and its bytes are gone\n", delete.Output);
    }

    [Theory]
    [InlineData("Nowhere")]
    [InlineData("ResilientStorage")]
    public async Task Section_ThatIsNotThere_IsExitCodeTwoWithTheOnesThatAre(string section)
    {
        var status = (await _workspace.RunAsync("status", "--config", _file, "--section", section, "--json")).Ended(2);

        var error = status.Document(CliJson.Readable.ErrorDocument).Error;
        Assert.Equal(ErrorKind.Configuration, error.Kind);
        Assert.Contains($"no section '{section}'", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("These look like storages: 'Documents', 'Invoices', 'Storages:Pictures'. Name one with --section.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Instance_InTheLedgerOfAnother_HasItsOwnResources()
    {
        string[] place = ["--config", _file, "--section", "Invoices", "--instance", "invoices"];
        (await _workspace.RunAsync(["put", "a", .. place])).Ended(0);

        var status = (await _workspace.RunAsync(["status", "--json", .. place])).Ended(0).Document(CliJson.Readable.StatusDocument);
        var unnamed = (await _workspace.RunAsync("list", "--config", _file, "--section", "Documents")).Ended(0);

        Assert.Equal(("invoices", 1L), (status.Instance, status.Live));
        Assert.Equal("1", (await _workspace.RunAsync(["get", "a", .. place])).Ended(0).Output);
        Assert.Equal("", unnamed.Output);
    }

    [UnixFact]
    public async Task Instance_OfAWorker_IsTheOneItWorksFor()
    {
        using var worker = _workspace.Start("worker", "--json", "--config", _file, "--section", "Documents", "--instance", "invoices");
        await worker.ReadErrorsUntilAsync("the worker runs");
        await worker.SignalAsync("TERM");

        Assert.Equal("invoices", (await worker.EndAsync()).Ended(0).Document(CliJson.Readable.WorkerDocument).Status.Instance);
    }

    [Fact]
    public async Task Instance_ThatIsNoName_IsExitCodeTwo()
    {
        var status = (await _workspace.RunAsync("status", "--config", _file, "--section", "Documents", "--instance", "My Invoices")).Ended(2);

        Assert.Contains("'My Invoices'", Assert.Single(status.ErrorLines), StringComparison.Ordinal);
    }

    private string Storage(string name, string ledger) => $$"""
        {
          "Main": { "Name": "{{name}}-main", "Provider": "FileSystem", "Path": "{{_workspace.PathOf($"{name}/main")}}" },
          "Backups": [ { "Name": "{{name}}-backup", "Provider": "FileSystem", "Path": "{{_workspace.PathOf($"{name}/backup")}}" } ],
          "Ledger": { "Provider": "Sqlite", "DataSource": "{{_workspace.PathOf($"{ledger}.db")}}" }
        }
        """;
}
