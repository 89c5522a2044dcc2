namespace ResilientStorage.Cli.Processes;

/// <summary>A pseudo terminal, from <c>script</c> of util-linux.</summary>
internal static class Terminal
{
    public const string Tool = "/usr/bin/script";

    /// <summary>Runs the program with its three streams on a terminal.</summary>
    /// <param name="workspace">Where.</param>
    /// <param name="redirection">What the shell adds, such as <c>&gt; file</c>.</param>
    /// <param name="arguments">The arguments.</param>
    public static async Task<CliResult> RunAsync(Workspace workspace, string redirection, params string[] arguments)
    {
        var command = string.Join(' ', CliProcess.Program.Concat(arguments).Select(Quote));
        using var process = CliProcess.Start(
            workspace.Folder,
            [Tool, "-qec", $"stty cols 120; exec {command} {redirection}", "/dev/null"],
            new Dictionary<string, string> { ["TERM"] = "xterm", ["SHELL"] = "/bin/sh" });
        return await process.EndAsync();
    }

    private static string Quote(string text) => $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
