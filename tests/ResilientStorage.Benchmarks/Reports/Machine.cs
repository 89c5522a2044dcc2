using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Npgsql;
using ResilientStorage.Benchmarks.Running;

namespace ResilientStorage.Benchmarks.Reports;

/// <summary>Where the figures are from.</summary>
internal static class Machine
{
    public static async Task<string> DescribeAsync(TestServers servers)
    {
        var rows = new (string Name, string Value)[]
        {
            ("processor", $"{Line("/proc/cpuinfo", "model name")}, {Environment.ProcessorCount} cores, shared by the client and all servers"),
            ("memory", string.Create(CultureInfo.InvariantCulture, $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1073741824.0:F0} GiB")),
            ("system", $"{Line("/etc/os-release", "PRETTY_NAME").Trim('"')}, kernel {Environment.OSVersion.Version}"),
            (".NET", RuntimeInformation.FrameworkDescription),
            ("AWSSDK.S3", FileVersionInfo.GetVersionInfo(typeof(Amazon.S3.AmazonS3Client).Assembly.Location).FileVersion ?? "unknown"),
            ("Npgsql", typeof(NpgsqlConnection).Assembly.GetName().Version!.ToString(3)),
            ("Ceph", await PackageAsync("radosgw")),
            ("PostgreSQL", await PostgreSqlAsync(servers)),
            ("rclone", await PackageAsync("rclone")),
            ("ActiveStorage", $"{await PackageAsync("ruby-activestorage")}, aws-sdk-s3 {await PackageAsync("ruby-aws-sdk-s3")}, ruby {await PackageAsync("ruby")}"),
        };
        return MarkdownTable.Write(["", ""], rows.Select(static row => new[] { row.Name, row.Value })).TrimEnd();
    }

    public static string Stamp(BenchmarkSettings settings) => string.Create(
        CultureInfo.InvariantCulture,
        $"Measured on {TimeProvider.System.GetUtcNow():yyyy-MM-dd}{(settings.IsQuick ? ", **quick run: too few rounds to judge by**" : "")}.");

    private static string Line(string path, string name)
    {
        var line = File.Exists(path) ? File.ReadLines(path).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal)) : null;
        return line is null ? "unknown" : line[(line.IndexOfAny([':', '=']) + 1)..].Trim();
    }

    private static async Task<string> PackageAsync(string name)
    {
        if (Tool.Find("dpkg-query") is null)
        {
            return "unknown";
        }

        try
        {
            var version = await Tool.RunAsync("dpkg-query", ["--showformat", "${Version}", "--show", name]);
            return version.Length > 0 ? $"{version} (Debian)" : "not installed";
        }
        catch (BenchmarkException)
        {
            return "not installed";
        }
    }

    private static async Task<string> PostgreSqlAsync(TestServers servers)
    {
        await using var source = NpgsqlDataSource.Create(servers.PostgreSql);
        await using var command = source.CreateCommand("SHOW server_version");
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
