using System.Diagnostics;

namespace ResilientStorage.Process.Kills;

/// <summary>The child program, running until it is killed.</summary>
internal sealed class Child : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly System.Diagnostics.Process _process;
    private readonly Task<string> _errors;

    private Child(System.Diagnostics.Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    public static Child Start(params string[] arguments)
    {
        var host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var start = new ProcessStartInfo(host) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add(typeof(StorageFolder).Assembly.Location);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return new Child(System.Diagnostics.Process.Start(start)!);
    }

    /// <summary>Reads what the child says until a line that ends the reading.</summary>
    public async Task<List<string>> ReadUntilAsync(Func<List<string>, bool> isEnough)
    {
        List<string> lines = [];
        while (!isEnough(lines))
        {
            lines.Add(await ReadLineAsync() ?? throw new InvalidOperationException($"The child ended by itself: {await _errors}"));
        }

        return lines;
    }

    /// <summary>Kills the process as <c>kill -9</c> does, and reads what it had said until then.</summary>
    public async Task<List<string>> KillAsync()
    {
        _process.Kill();
        List<string> rest = [];
        while (await ReadLineAsync() is { } line)
        {
            rest.Add(line);
        }

        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        await _process.WaitForExitAsync(patience.Token);
        Assert.Equal("", await _errors);
        return rest;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private async Task<string?> ReadLineAsync()
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        return await _process.StandardOutput.ReadLineAsync(patience.Token);
    }
}
