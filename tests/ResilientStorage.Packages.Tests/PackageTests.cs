namespace ResilientStorage.Packages;

/// <summary>What is in each package that users install.</summary>
[Collection(LocalFeedCollection.Name)]
public sealed class PackageTests(LocalFeed feed)
{
    private const string ToolPackage = "ResilientStorage.Cli";

    public static TheoryData<string> Packages => [.. Repository.Packages];

    public static TheoryData<string> Libraries => [.. Repository.Packages.Where(static package => package != ToolPackage)];

    [Fact]
    public void Feed_EveryProjectOfSrc_IsPackedWithItsSymbols()
    {
        var packed = Directory.EnumerateFiles(feed.Folder).Select(static path => Path.GetFileName(path)).ToList();

        Assert.Equal(Repository.Packages.Count * 2, packed.Count);
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void Package_Metadata_IsWhole(string name)
    {
        using var package = feed.Open(name);

        Assert.Equal(name, package.Find("id")!.Value);
        Assert.Matches(@"^\d+\.\d+\.\d+", package.Find("version")!.Value);
        Assert.Equal(("expression", "MIT"), (package.Find("license")!.Attribute("type")!.Value, package.Find("license")!.Value));
        Assert.EndsWith(".", package.Find("description")!.Value, StringComparison.Ordinal);
        Assert.NotEmpty(package.Find("tags")!.Value);
        Assert.NotEmpty(package.Find("authors")!.Value);
        Assert.Equal("icon.png", package.Find("icon")!.Value);
        Assert.Equal("README.md", package.Find("readme")!.Value);
        Assert.Equal(File.ReadAllBytes(Path.Combine(Repository.Root, "src", "assets", "icon.png")), package.Read("icon.png"));
        Assert.Equal(File.ReadAllText(Path.Combine(Repository.Root, "src", name, "README.md")), package.ReadText("README.md"));
        Assert.StartsWith($"# {name}", package.ReadText("README.md"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Library_Files_AreTheAssemblyItsDocumentationAndNothingOfABuild(string name)
    {
        using var package = feed.Open(name);
        using var symbols = feed.Open(name, "snupkg");

        Assert.Equal([$"lib/net10.0/{name}.dll", $"lib/net10.0/{name}.xml"], package.Files.Where(static file => file.StartsWith("lib/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Contains($"lib/net10.0/{name}.pdb", symbols.Files);
        Assert.Contains("<summary>", package.ReadText($"lib/net10.0/{name}.xml"), StringComparison.Ordinal);
        Assert.Equal("True", package.ReadAssemblyMetadata($"lib/net10.0/{name}.dll").GetValueOrDefault("IsTrimmable"));
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Library_Dependencies_AreThePinnedOnesAndNoBuildTools(string name)
    {
        var pinned = System.Xml.Linq.XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props")).Descendants("PackageVersion")
            .ToDictionary(static element => element.Attribute("Include")!.Value, static element => element.Attribute("Version")!.Value);
        using var package = feed.Open(name);
        var version = package.Find("version")!.Value;

        Assert.All(package.Dependencies, dependency => Assert.Equal(dependency.Id.StartsWith("ResilientStorage", StringComparison.Ordinal) ? version : pinned[dependency.Id], dependency.Version.Replace(" ", "", StringComparison.Ordinal)));
        Assert.DoesNotContain(package.Dependencies, static dependency => dependency.Id.Contains("Analyz", StringComparison.Ordinal) || dependency.Id.Contains("SQLitePCLRaw", StringComparison.Ordinal));
    }

    [Fact]
    public void Abstractions_Dependencies_AreAbstractionsAlone()
    {
        using var package = feed.Open("ResilientStorage.Abstractions");

        Assert.Equal(
            ["Microsoft.Extensions.Configuration.Abstractions", "Microsoft.Extensions.DependencyInjection.Abstractions", "Microsoft.Extensions.Options"],
            package.Dependencies.Select(static dependency => dependency.Id).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("ResilientStorage.PostgreSql", "schema/postgresql/")]
    [InlineData("ResilientStorage.Sqlite", "schema/sqlite/")]
    public void SqlLedger_Scripts_ComeAlong(string name, string folder)
    {
        using var package = feed.Open(name);

        Assert.Contains(package.Files, file => file.StartsWith(folder, StringComparison.Ordinal) && file.EndsWith(".sql", StringComparison.Ordinal));
    }

    [Fact]
    public void Cli_Package_IsATool()
    {
        using var package = feed.Open(ToolPackage);

        var settings = package.ReadText(package.Files.Single(static file => file.EndsWith("DotnetToolSettings.xml", StringComparison.Ordinal)));
        Assert.Contains("Name=\"resilient-storage\"", settings, StringComparison.Ordinal);
        Assert.Equal("DotnetTool", package.Find("packageTypes")!.Elements().Single().Attribute("name")!.Value);
    }
}
