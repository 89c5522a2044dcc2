using System.Diagnostics;
using System.Globalization;
using ResilientStorage.Benchmarks.Running;

namespace ResilientStorage.Benchmarks.Shaping;

/// <summary>A proxy in a process of its own: neither its memory nor its threads are the contestants'.</summary>
internal sealed class ShapingProxyProcess : IDisposable
{
    public const string Verb = "shaping-proxy";

    private readonly Process _process;

    private ShapingProxyProcess(Process process, string url, LineShape shape)
    {
        _process = process;
        Url = url;
        Shape = shape;
    }

    public string Url { get; }

    public LineShape Shape { get; }

    public static async Task<ShapingProxyProcess> StartAsync(string server, LineShape shape)
    {
        var process = Process.Start(new ProcessStartInfo(
            Environment.ProcessPath!,
            [.. SelfArguments(), Verb, server, shape.BytesPerSecond.ToString("R", CultureInfo.InvariantCulture), shape.RoundTrip.TotalMilliseconds.ToString("R", CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        })!;
        return await process.StandardOutput.ReadLineAsync() is { } url
            ? new ShapingProxyProcess(process, url, shape)
            : throw new BenchmarkException("The shaping proxy did not start.");
    }

    /// <summary>What the process does: it serves until its input ends.</summary>
    public static async Task<int> ServeAsync(string[] arguments)
    {
        var shape = new LineShape(double.Parse(arguments[1], CultureInfo.InvariantCulture), TimeSpan.FromMilliseconds(double.Parse(arguments[2], CultureInfo.InvariantCulture)));
        using var proxy = new ShapingProxy(new Uri(arguments[0]), shape);
        Console.WriteLine(proxy.Url);
        var serving = proxy.RunAsync();
        await await Task.WhenAny(serving, Console.In.ReadToEndAsync());
        return 0;
    }

    /// <summary>What comes before the arguments when this program is started again: its assembly, where the running program is the .NET host.</summary>
    public static string[] SelfArguments() => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(ShapingProxyProcess).Assembly.Location] : [];

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
