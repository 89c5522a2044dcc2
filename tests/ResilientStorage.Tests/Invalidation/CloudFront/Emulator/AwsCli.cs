using System.Diagnostics;
using System.Text.Json.Nodes;
using ResilientStorage.Emulators;

namespace ResilientStorage.Tests.Invalidation.CloudFront.Emulator;

/// <summary>Debian's AWS command line: a client that knows nothing of this project.</summary>
internal static class AwsCli
{
    private const string Variable = "RESILIENTSTORAGE_TEST_AWSCLI";
    private const string DebianPlace = "/usr/bin/aws";

    /// <summary>Why a test cannot run; null when it can, or where servers are required and it has to fail.</summary>
    public static string? SkipReason => Program is null && Environment.GetEnvironmentVariable("RESILIENTSTORAGE_REQUIRE_SERVERS") != "1" ? Reason : null;

    private static string Reason => $"needs the AWS command line: {Environment.GetEnvironmentVariable("RESILIENTSTORAGE_NO_SERVERS") ?? $"install the package awscli, or set {Variable} (tests/servers/awscli.sh does both)"}";

    private static string? Program => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } set ? set : File.Exists(DebianPlace) ? DebianPlace : null;

    /// <summary>Runs <c>aws cloudfront</c> and returns what it printed.</summary>
    /// <exception cref="AwsCliException">It ended with an error.</exception>
    public static async Task<JsonNode> RunAsync(CloudFrontEmulator emulator, string secretKey, params string[] arguments)
    {
        var start = new ProcessStartInfo(Program ?? throw new InvalidOperationException(Reason), ["cloudfront", .. arguments, "--endpoint-url", emulator.Url, "--output", "json"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(static name => name.StartsWith("AWS_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["AWS_ACCESS_KEY_ID"] = emulator.Options.AccessKey;
        start.Environment["AWS_SECRET_ACCESS_KEY"] = secretKey;
        start.Environment["AWS_DEFAULT_REGION"] = "us-east-1";
        start.Environment["AWS_CONFIG_FILE"] = "/dev/null";
        start.Environment["AWS_SHARED_CREDENTIALS_FILE"] = "/dev/null";
        start.Environment["AWS_PAGER"] = "";
        start.Environment["AWS_MAX_ATTEMPTS"] = "1";
        start.Environment["NO_PROXY"] = "127.0.0.1";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? JsonNode.Parse(await output)! : throw new AwsCliException(await errors);
    }
}
