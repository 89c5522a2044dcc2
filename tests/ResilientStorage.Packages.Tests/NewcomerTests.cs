using System.Text.RegularExpressions;

namespace ResilientStorage.Packages;

/// <summary>A newcomer's way: an empty folder, the packages, the README's quick start pasted, and it runs.</summary>
[Collection(LocalFeedCollection.Name)]
public sealed partial class NewcomerTests(LocalFeed feed) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("resilient-storage-newcomer-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task QuickStart_PastedIntoAFreshApp_RunsTwice()
    {
        await WriteAsync("nuget.config", NuGetConfig());
        foreach (var command in CommandsOfTheQuickStart())
        {
            await Tool.DotnetAsync(_folder.FullName, [.. command]);
        }

        await WriteAsync("Program.cs", QuickStart());

        // The second time the key is there already, and the ledger's file, too.
        Assert.EndsWith("Hello, twice!", (await Tool.DotnetAsync(_folder.FullName, "run")).Trim(), StringComparison.Ordinal);
        Assert.EndsWith("Hello, twice!", (await Tool.DotnetAsync(_folder.FullName, "run", "--no-build")).Trim(), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_folder.FullName, "data", "ledger.db")));
    }

    [Fact]
    public async Task Tool_InstalledFromTheFeed_PutsAndGets()
    {
        await WriteAsync("nuget.config", NuGetConfig());
        await WriteAsync("hello.txt", "Hello, twice!");
        await Tool.DotnetAsync(_folder.FullName, "tool", "install", "ResilientStorage.Cli", "--tool-path", "tools", "--configfile", "nuget.config", "--version", VersionOf("ResilientStorage.Cli"));
        var command = Path.Combine(_folder.FullName, "tools", "resilient-storage");

        await Tool.RunAsync(command, _folder.FullName, "put", "hello.txt", "--key", "greetings/hello.txt");

        Assert.Equal("Hello, twice!", (await Tool.RunAsync(command, _folder.FullName, "get", "greetings/hello.txt")).Trim());
        Assert.Contains("greetings/hello.txt", await Tool.RunAsync(command, _folder.FullName, "list"), StringComparison.Ordinal);
    }

    private static string Readme() => File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

    private static string QuickStart()
    {
        var section = Readme()[Readme().IndexOf("## Quick start", StringComparison.Ordinal)..];
        return CSharpBlock().Match(section).Groups[1].Value;
    }

    /// <summary>The commands of the README before the quick start's code. Packages of others in the versions that this repository pins: the newest may want another .NET.</summary>
    private List<string[]> CommandsOfTheQuickStart()
    {
        var section = Readme()[Readme().IndexOf("## Quick start", StringComparison.Ordinal)..];
        var commands = DotnetCommand().Matches(section[..section.IndexOf("```csharp", StringComparison.Ordinal)]).Select(static match => match.Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        Assert.Equal(["new", "console"], commands[0]);
        Assert.True(commands.Count > 1);
        return [.. commands.Select(command => command[0] == "add" ? [.. command, "--version", VersionOf(command[^1])] : command)];
    }

    private string VersionOf(string package)
    {
        if (package.StartsWith("ResilientStorage", StringComparison.Ordinal))
        {
            using var opened = feed.Open(package);
            return opened.Find("version")!.Value;
        }

        return System.Xml.Linq.XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props")).Descendants("PackageVersion")
            .Single(element => element.Attribute("Include")!.Value == package).Attribute("Version")!.Value;
    }

    // What others publish comes from where this machine has it; ours go to a folder of this test, so that no later run finds an old build.
    private string NuGetConfig() => $"""
        <configuration>
          <config><add key="globalPackagesFolder" value="packages" /></config>
          <packageSources><add key="local" value="{feed.Folder}" /></packageSources>
          <fallbackPackageFolders><add key="user" value="{GlobalPackages()}" /></fallbackPackageFolders>
        </configuration>
        """;

    private static string GlobalPackages() => Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } set
        ? set
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private Task WriteAsync(string name, string content) => File.WriteAllTextAsync(Path.Combine(_folder.FullName, name), content);

    [GeneratedRegex(@"```csharp\r?\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CSharpBlock();

    [GeneratedRegex(@"^dotnet ([^#\r\n]+)", RegexOptions.Multiline)]
    private static partial Regex DotnetCommand();
}
