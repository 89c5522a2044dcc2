using System.Text.RegularExpressions;

namespace ResilientStorage.Packages;

/// <summary>From a clone with a public address, a debugger finds the very source.</summary>
public sealed partial class SourceLinkTests
{
    [Fact]
    public async Task Package_FromAPublicRepository_LeadsToItsSources()
    {
        var folder = Directory.CreateTempSubdirectory("resilient-storage-clone-");
        try
        {
            await Tool.RunAsync("git", Repository.Root, "clone", "--quiet", "--depth", "1", $"file://{Repository.Root}", folder.FullName);
            await Tool.RunAsync("git", folder.FullName, "remote", "set-url", "origin", "https://github.com/example/resilient-storage.git");
            var commit = (await Tool.RunAsync("git", folder.FullName, "rev-parse", "HEAD")).Trim();
            var feed = Path.Combine(folder.FullName, "feed");

            await Tool.DotnetAsync(folder.FullName, "pack", "src/ResilientStorage.Abstractions", "--nologo", "--verbosity", "quiet", "--output", feed, "-p:ContinuousIntegrationBuild=true");

            using var package = new NuGetPackage(Directory.EnumerateFiles(feed, "*.nupkg").Single());
            using var symbols = new NuGetPackage(Directory.EnumerateFiles(feed, "*.snupkg").Single());
            var repository = package.Find("repository")!;
            Assert.Equal(("git", "https://github.com/example/resilient-storage", commit), (repository.Attribute("type")!.Value, TrimGit().Replace(repository.Attribute("url")!.Value, ""), repository.Attribute("commit")!.Value));
            var map = symbols.ReadSourceLink("lib/net10.0/ResilientStorage.Abstractions.pdb");
            Assert.Contains($"https://raw.githubusercontent.com/example/resilient-storage/{commit}/*", map, StringComparison.Ordinal);
            Assert.DoesNotContain(folder.FullName, map, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [GeneratedRegex(@"\.git$")]
    private static partial Regex TrimGit();
}
