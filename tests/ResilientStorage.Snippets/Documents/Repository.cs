namespace ResilientStorage.Snippets.Documents;

/// <summary>The checkout that the tests run in.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    // Not by the compiler's path of this file: a deterministic build maps it away.
    private static string FindRoot(string folder) => File.Exists(Path.Combine(folder, "ResilientStorage.sln")) ? folder : FindRoot(Path.GetDirectoryName(folder)!);
}
