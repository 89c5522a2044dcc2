using System.Diagnostics;

namespace ResilientStorage.Cli.Processes;

/// <summary>Makes named pipes.</summary>
internal static class NamedPipe
{
    public static async Task MakeAsync(string path)
    {
        using var mkfifo = Process.Start("mkfifo", [path]);
        await mkfifo.WaitForExitAsync();
        Assert.Equal(0, mkfifo.ExitCode);
    }
}
