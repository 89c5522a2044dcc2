namespace ResilientStorage.Cli.Processes;

/// <summary>A sample as a program, and its files.</summary>
internal static class SampleRun
{
    /// <summary>The file of a sample, in the repository.</summary>
    public static string FileOf(string sample, string name) => Path.Combine(AppContext.BaseDirectory[..AppContext.BaseDirectory.LastIndexOf("artifacts", StringComparison.Ordinal)], "samples", sample, name);

    /// <summary>Runs it to its end.</summary>
    public static async Task<CliResult> RunAsync(this Workspace workspace, string sample, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using var process = CliProcess.Start(workspace.Folder, [CliProcess.Program[0], Path.Combine(AppContext.BaseDirectory, $"{sample}.dll"), .. arguments], environment);
        return await process.EndAsync();
    }
}
