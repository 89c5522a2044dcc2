using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using ResilientStorage.Benchmarks.Running;

namespace ResilientStorage.Benchmarks.DoubleWrites;

/// <summary>
/// rclone's union of both stores with the create policy 'all', in one process that stays (rclone rcd): operations/copyfile from a file, which is what
/// an app does that must not start a process for every upload.
/// </summary>
internal sealed class RcloneWriter : IDoubleWriter
{
    public const string Label = "rclone, union with policy all";
    public const string Install = "apt-get install rclone";

    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private readonly HttpClient _http;
    private readonly string _config;
    private readonly string _bucket;

    private RcloneWriter(Process process, HttpClient http, string config, string bucket)
    {
        _process = process;
        _http = http;
        _config = config;
        _bucket = bucket;
    }

    public string Name => Label;

    public static async Task<RcloneWriter> StartAsync(WriterContext context)
    {
        var config = Path.GetTempFileName();
        await File.WriteAllTextAsync(config, $"""
            {Remote("main", context.Servers, context.Addresses.Main)}
            {Remote("backup", context.Servers, context.Addresses.Backup)}
            [both]
            type = union
            upstreams = main:{context.Bucket} backup:{context.Bucket}
            create_policy = all

            """);
        var port = FindPort();
        var start = new ProcessStartInfo("rclone", ["rcd", "--rc-no-auth", "--rc-addr", $"127.0.0.1:{port}", "--config", config])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };

        // rclone would trust the bundle alone.
        start.Environment.Remove("AWS_CA_BUNDLE");
        var process = Process.Start(start)!;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        var http = new HttpClient { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/")), Timeout = TimeSpan.FromMinutes(5) };
        var writer = new RcloneWriter(process, http, config, context.Bucket);
        await writer.WaitUntilReadyAsync();
        return writer;
    }

    public Task WriteAsync(Payload payload, string key) =>
        CallAsync("operations/copyfile", new { srcFs = payload.Folder, srcRemote = Payload.FileName, dstFs = "both:", dstRemote = key });

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _http.Dispose();
        File.Delete(_config);
    }

    private static string Remote(string name, TestServers servers, string url) => $"""
        [{name}]
        type = s3
        provider = Ceph
        endpoint = {url}
        access_key_id = {servers.AccessKey}
        secret_access_key = {servers.SecretKey}
        no_check_bucket = true

        """;

    private async Task WaitUntilReadyAsync()
    {
        var startedAt = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                await CallAsync("rc/noop", new { });
                return;
            }
            catch (HttpRequestException) when (Stopwatch.GetElapsedTime(startedAt) < StartPatience)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50));
            }
        }
    }

    private async Task CallAsync(string method, object arguments)
    {
        // rclone reads arguments only where the type says nothing of a charset, and the length is known.
        using var body = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(arguments));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await _http.PostAsync(new Uri(method, UriKind.Relative), body);
        if (answer.StatusCode != HttpStatusCode.OK)
        {
            var error = await answer.Content.ReadFromJsonAsync<JsonElement>();
            throw new BenchmarkException($"rclone for bucket {_bucket}, {method}: {error.GetProperty("error")}");
        }
    }

    private static int FindPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
