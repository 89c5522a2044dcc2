namespace ResilientStorage.Conformance.PublicApi;

/// <summary>The approved texts, in the source tree.</summary>
internal static class ApprovedApi
{
    public const string ApproveVariable = "RESILIENTSTORAGE_APPROVE_API";

    public static bool IsApproving => Environment.GetEnvironmentVariable(ApproveVariable) == "1";

    public static string Folder { get; } = Path.Combine(FindRepository(), "tests", "ResilientStorage.Conformance", "PublicApi", "Approved");

    public static string PathOf(string assembly) => Path.Combine(Folder, assembly + ".txt");

    private static string FindRepository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ResilientStorage.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds ResilientStorage.sln: run the tests from a build inside the repository.");
    }
}
