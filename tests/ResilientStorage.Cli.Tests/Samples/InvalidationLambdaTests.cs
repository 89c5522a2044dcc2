using System.Text.Json;
using System.Text.Json.Nodes;
using ResilientStorage.Cli.Processes;
using ResilientStorage.Emulators;

namespace ResilientStorage.Cli.Samples;

/// <summary>samples/InvalidationLambda does what its README says.</summary>
public sealed class InvalidationLambdaTests : IAsyncLifetime, IDisposable
{
    private const string Sample = "InvalidationLambda";

    private readonly Workspace _workspace = new();
    private CloudFrontEmulator _cloudFront = null!;

    public async Task InitializeAsync()
    {
        var options = new CloudFrontEmulatorOptions { CallsPerSecond = null };
        options.Load(JsonNode.Parse(await File.ReadAllTextAsync(SampleRun.FileOf(Sample, "distributions.json")))!.AsObject());
        _cloudFront = await CloudFrontEmulator.StartAsync(options);
    }

    public Task DisposeAsync() => _cloudFront.DisposeAsync().AsTask();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Run_EventOfTheReadme_IsInvalidated()
    {
        var result = await RunAsync(SampleRun.FileOf(Sample, "event.json"));

        Assert.Equal("{\"batchItemFailures\":[]}", result.Output);
        Assert.Equal(["/albums/42/a%20b.jpg", "/albums/42/a+b.jpg"], Assert.Single(_cloudFront.Invalidations).Paths);
    }

    [Fact]
    public async Task Run_DeniedForNow_NamesTheMessageThatHasToComeAgain()
    {
        _cloudFront.Faults.Add(CloudFrontFaultKind.AccessDenied, FaultPlan.Always, "CreateInvalidation");

        var result = await RunAsync(SampleRun.FileOf(Sample, "event.json"));

        Assert.Equal("{\"batchItemFailures\":[{\"itemIdentifier\":\"1\"}]}", result.Output);
    }

    [Fact]
    public async Task Run_PathThatIsRefused_IsReportedAndReplayed()
    {
        _cloudFront.Options.RefusesPath = static path => path.Contains('+', StringComparison.Ordinal);
        var refused = await RunAsync("--reports", _workspace.PathOf("reports"), SampleRun.FileOf(Sample, "event.json"));
        Assert.Equal("{\"batchItemFailures\":[]}", refused.Output);
        var report = Assert.Single(Directory.EnumerateFiles(_workspace.PathOf("reports"), "*", SearchOption.AllDirectories), static file => File.ReadAllText(file).Contains("callerReference", StringComparison.Ordinal));
        _cloudFront.Options.RefusesPath = null;

        var replayed = await RunAsync("--replay", report);

        Assert.Equal("1 paths were taken in 1 sets; 0 sets wait.", replayed.Output.TrimEnd());
        Assert.Equal([["/albums/42/a%20b.jpg"], ["/albums/42/a+b.jpg"]], _cloudFront.Invalidations.Select(static told => told.Paths));
    }

    [Fact]
    public void Policy_Actions_AreThoseThatTheDocumentNames()
    {
        using var policy = JsonDocument.Parse(File.ReadAllText(SampleRun.FileOf(Sample, "policy.json")));
        var actions = policy.RootElement.GetProperty("Statement").EnumerateArray().Select(static statement => statement.GetProperty("Action")).SelectMany(static action => action.ValueKind == JsonValueKind.Array ? [.. action.EnumerateArray()] : new[] { action }).Select(static action => action.GetString()!);
        var rights = File.ReadAllText(SampleRun.FileOf(Sample, "../../docs/invalidation.md")).Split("## Rights")[1];

        Assert.All(actions.Where(static action => !action.StartsWith("sqs:", StringComparison.Ordinal) && !action.StartsWith("logs:", StringComparison.Ordinal)), action => Assert.Contains($"`{action}`", rights, StringComparison.Ordinal));
        Assert.DoesNotContain(actions, static action => action.Contains('*', StringComparison.Ordinal));
    }

    [Fact]
    public void Mapping_WindowAndAnswers_AreWhatTheFunctionNeeds()
    {
        using var mapping = JsonDocument.Parse(File.ReadAllText(SampleRun.FileOf(Sample, "event-source-mapping.json")));

        Assert.Equal(10, mapping.RootElement.GetProperty("MaximumBatchingWindowInSeconds").GetInt32());
        Assert.Equal("ReportBatchItemFailures", Assert.Single(mapping.RootElement.GetProperty("FunctionResponseTypes").EnumerateArray()).GetString());
    }

    private async Task<CliResult> RunAsync(params string[] arguments)
    {
        var environment = new Dictionary<string, string> { ["AWS_ACCESS_KEY_ID"] = _cloudFront.Options.AccessKey, ["AWS_SECRET_ACCESS_KEY"] = _cloudFront.Options.SecretKey };
        return (await _workspace.RunAsync(Sample, environment, ["--endpoint", _cloudFront.Url, .. arguments])).Ended(0);
    }
}
