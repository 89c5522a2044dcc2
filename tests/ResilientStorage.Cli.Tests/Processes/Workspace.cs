using System.Text;

namespace ResilientStorage.Cli.Processes;

/// <summary>A folder in which the program runs; deleted afterwards.</summary>
internal sealed class Workspace : IDisposable
{
    /// <summary>Settings with which deleted bytes are due at once.</summary>
    public const string NoRetention = "\"DeletedRetention\": \"00:00:00\", \"ReaderGrace\": \"00:00:00\", \"RemovalRetries\": 0,";

    public string Folder { get; } = Directory.CreateTempSubdirectory("resilientstorage-cli-").FullName;

    public string PathOf(string name) => Path.Combine(Folder, name);

    public string Write(string name, string content) => Write(name, Encoding.UTF8.GetBytes(content));

    public string Write(string name, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        File.WriteAllBytes(PathOf(name), content);
        return name;
    }

    public string Read(string name) => File.ReadAllText(PathOf(name));

    /// <summary>Makes a configuration with stores and ledger of this folder, and further settings.</summary>
    public string Configure(string settings = "") => Write("storage.json", $$"""
        {
          "ResilientStorage": {
            {{settings}}
            "Main": { "Name": "first", "Provider": "FileSystem", "Path": "{{PathOf("stores/first")}}" },
            "Backups": [ { "Name": "second", "Provider": "FileSystem", "Path": "{{PathOf("stores/second")}}" } ],
            "Ledger": { "Provider": "Sqlite", "DataSource": "{{PathOf("ledger.db")}}" }
          }
        }
        """);

    public CliProcess Start(params string[] arguments) => CliProcess.Start(Folder, [.. CliProcess.Program, .. arguments]);

    public Task<CliResult> RunAsync(params string[] arguments) => RunAsync(new Dictionary<string, string>(), arguments);

    public async Task<CliResult> RunAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using var process = CliProcess.Start(Folder, [.. CliProcess.Program, .. arguments], environment);
        return await process.EndAsync();
    }

    /// <summary>Runs the program with something on its standard input, as <c>cat</c> would give it.</summary>
    public async Task<CliResult> RunWithInputAsync(string input, params string[] arguments)
    {
        using var process = CliProcess.Start(Folder, [.. CliProcess.Program, .. arguments], environment: null, input);
        return await process.EndAsync();
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
