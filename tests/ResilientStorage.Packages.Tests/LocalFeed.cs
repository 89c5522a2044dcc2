namespace ResilientStorage.Packages;

/// <summary>Every package, packed once into a folder that serves as a feed.</summary>
public sealed class LocalFeed : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("resilient-storage-feed-");

    public string Folder => _folder.FullName;

    public async Task InitializeAsync() =>
        await Tool.DotnetAsync(Repository.Root, "pack", "ResilientStorage.sln", "--no-build", "--nologo", "--verbosity", "quiet", "--configuration", Repository.BuildConfiguration, "--output", Folder);

    public Task DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return Task.CompletedTask;
    }

    internal NuGetPackage Open(string name, string extension = "nupkg") =>
        new(Directory.EnumerateFiles(Folder, $"{name}.*.{extension}").Single(path => char.IsAsciiDigit(Path.GetFileName(path)[name.Length + 1])));
}
