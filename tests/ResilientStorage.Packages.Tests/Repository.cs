namespace ResilientStorage.Packages;

/// <summary>Where the sources are, and what in them is packed.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>The configuration that the tests were built with, in which the packages are built as well.</summary>
    public static string BuildConfiguration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Name.StartsWith("release", StringComparison.OrdinalIgnoreCase) ? "Release" : "Debug";

    /// <summary>The projects whose packages users install: each folder of src that has one.</summary>
    public static IReadOnlyList<string> Packages { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories).Select(static path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    // Not by the compiler's path of this file: a deterministic build maps it away.
    private static string FindRoot(string folder) => File.Exists(Path.Combine(folder, "ResilientStorage.sln")) ? folder : FindRoot(Path.GetDirectoryName(folder)!);
}
