using ResilientStorage.Cli.Documents;
using ResilientStorage.Cli.Errors;
using ResilientStorage.Cli.Processes;
using ResilientStorage.Emulators;
using ResilientStorage.Invalidation;

namespace ResilientStorage.Cli.Commands;

/// <summary>What CloudFront is told by hand, and what was told: invalidate, invalidations list, show, replay, cost.</summary>
public sealed class InvalidationTests : IAsyncLifetime, IDisposable
{
    private const string Distribution = "EDFDVBD6EXAMPLE";
    private const string Other = "E2OTHEREXAMPLE";

    private readonly Workspace _workspace = new();
    private CloudFrontEmulator _cloudFront = null!;
    private string[] _config = [];

    public async Task InitializeAsync()
    {
        var options = new CloudFrontEmulatorOptions { CallsPerSecond = null };
        options.Distributions.Add(DistributionJson.Of(Distribution, "files.example.com"));
        _cloudFront = await CloudFrontEmulator.StartAsync(options);
        Configure();
        _workspace.Write("a.txt", "one");
    }

    public Task DisposeAsync() => _cloudFront.DisposeAsync().AsTask();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Invalidate_Paths_AreToldAtOnceByEveryCommandOfARow()
    {
        var first = (await RunAsync("invalidate", "/a.jpg", "/albums/*", "--json")).Ended(0).Document(CliJson.Readable.InvalidateDocument);

        // The one before has let go of the lease: otherwise this one would wait for minutes.
        var second = (await RunAsync("invalidate", "/ü b.jpg")).Ended(0);

        var invalidation = Assert.Single(first.Invalidations);
        Assert.Equal((Distribution, InvalidationBatchState.Accepted, 2, 1), (invalidation.DistributionId, invalidation.State, invalidation.Paths, invalidation.Wildcards));
        Assert.Equal((0, null), (first.Waiting, first.Error));
        Assert.Equal([invalidation.CallerReference, _cloudFront.Invalidations[1].CallerReference], _cloudFront.Invalidations.Select(static told => told.CallerReference));
        Assert.Equal(["/a.jpg", "/albums/*", "/%C3%BC%20b.jpg", "/%C3%BC+b.jpg"], _cloudFront.Invalidations.SelectMany(static told => told.Paths.Order(StringComparer.Ordinal)));
        Assert.Equal($"{Distribution} was told 2 paths ({_cloudFront.Invalidations[1].Id})\n", second.Output);
    }

    [Fact]
    public async Task Invalidate_Distribution_TellsThatOneAlone()
    {
        _cloudFront.AddDistribution(DistributionJson.Of(Other, "elsewhere.example.com"));

        (await RunAsync("invalidate", "/a.jpg", "--distribution", Other)).Ended(0);
        var both = (await RunAsync("invalidate", "/b.jpg", "--json", "--distribution", Other, Distribution, Other)).Ended(0).Document(CliJson.Readable.InvalidateDocument);

        Assert.Equal([(Other, "/a.jpg"), (Other, "/b.jpg"), (Distribution, "/b.jpg")], _cloudFront.Invalidations.Select(static told => (told.DistributionId, Assert.Single(told.Paths))).OrderBy(static told => told.Item2).ThenBy(static told => told.DistributionId, StringComparer.Ordinal));
        Assert.Equal(2, both.Invalidations.Count);
    }

    [Fact]
    public async Task Invalidate_Key_TellsItsObjectAndItsPublishedKey()
    {
        (await RunAsync("put", "a.txt", "--publish-at", "public/a.txt")).Ended(0);
        var show = (await RunAsync("show", "a.txt", "--json")).Ended(0).Document(CliJson.Readable.ShowDocument);

        (await RunAsync("invalidate", "--key", "a.txt")).Ended(0);
        var unknown = (await RunAsync("invalidate", "--key", "b.txt", "--json")).Ended(1);

        Assert.Equal(["/" + show.Versions[0].Replicas[0].ObjectKey, "/public/a.txt"], _cloudFront.Invalidations.SelectMany(static told => told.Paths).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal((ErrorKind.NotFound, "b.txt"), (unknown.Document(CliJson.Readable.ErrorDocument).Error.Kind, unknown.Document(CliJson.Readable.ErrorDocument).Error.Key));
    }

    [Fact]
    public async Task Delete_OnFolders_IsToldUnderTheNameOfTheStore()
    {
        Configure(Workspace.NoRetention);
        (await RunAsync("put", "a.txt")).Ended(0);
        var show = (await RunAsync("show", "a.txt", "--json")).Ended(0).Document(CliJson.Readable.ShowDocument);
        (await RunAsync("delete", "a.txt", "--wait")).Ended(0);
        Assert.Empty(_cloudFront.Invalidations);

        (await RunAsync("invalidate", "/z")).Ended(0);

        Assert.Equal(["/" + show.Versions[0].Replicas[0].ObjectKey, "/z"], Assert.Single(_cloudFront.Invalidations).Paths.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Invalidate_Refused_IsReportedAndReplayedUnderItsReference()
    {
        _cloudFront.Faults.Add(CloudFrontFaultKind.AccessDenied, FaultPlan.Always, "CreateInvalidation");
        var refused = (await RunAsync("invalidate", "/a.jpg", "--json")).Ended(1);

        var document = refused.Document(CliJson.Readable.InvalidateDocument);
        var reported = Assert.Single(document.Invalidations);
        Assert.Equal((ErrorKind.Reported, InvalidationBatchState.Reported), (document.Error!.Kind, reported.State));
        Assert.Contains($"invalidations replay {reported.Id}", Assert.Single(refused.ErrorLines), StringComparison.Ordinal);
        Assert.NotNull(reported.ReportKey);
        Assert.Contains(Directory.EnumerateFiles(_workspace.PathOf("reports"), "*", SearchOption.AllDirectories), static file => File.ReadAllText(file).Contains("\n/a.jpg\n(Set 1 End)", StringComparison.Ordinal));
        Assert.Equal([reported.Id], await ListAsync("reported"));

        var plan = (await RunAsync("invalidations", "replay", "--dry-run", "--json")).Ended(0).Document(CliJson.Readable.InvalidationPlanDocument);
        var unknown = (await RunAsync("invalidations", "replay", Guid.Empty.ToString(), "--json")).Ended(1);
        _cloudFront.Faults.Clear();
        Assert.Empty(_cloudFront.Invalidations);
        var replayed = (await RunAsync("invalidations", "replay", reported.Id, "--json")).Ended(0).Document(CliJson.Readable.InvalidateDocument);

        Assert.Equal("/a.jpg", Assert.Single(Assert.Single(plan.Distributions).Paths).Path);
        Assert.Equal(ErrorKind.NotFound, unknown.Document(CliJson.Readable.ErrorDocument).Error.Kind);
        Assert.Equal((reported.Id, InvalidationBatchState.Accepted), (Assert.Single(replayed.Invalidations).Id, replayed.Invalidations[0].State));
        Assert.Equal(reported.CallerReference, Assert.Single(_cloudFront.Invalidations).CallerReference);
        Assert.Equal("nothing was to be sent\n", (await RunAsync("invalidations", "replay")).Ended(0).Output);
    }

    [Fact]
    public async Task Replay_ReportOfAStorageThatHasForgotten_IsSentUnderItsReferenceOnce()
    {
        _cloudFront.Faults.Add(CloudFrontFaultKind.LostAnswer, FaultPlan.Always, "CreateInvalidation");
        var reported = Assert.Single((await RunAsync("invalidate", "/a.jpg", "/b/*", "--json")).Ended(1).Document(CliJson.Readable.InvalidateDocument).Invalidations);
        var report = Assert.Single(Directory.EnumerateFiles(_workspace.PathOf("reports"), "*", SearchOption.AllDirectories), static file => File.ReadAllText(file).Contains("callerReference", StringComparison.Ordinal));
        _cloudFront.Faults.Clear();
        using var other = new Workspace();
        string[] config = ConfigIn(other);
        other.Write("report.json", File.ReadAllText(report));
        string[] replay = ["invalidations", "replay", "--report", other.PathOf("report.json")];

        var plan = (await other.RunAsync([.. replay, "--dry-run", "--json", .. config])).Ended(0).Document(CliJson.Readable.InvalidationPlanDocument);
        Assert.Single(_cloudFront.Calls, static call => call.Operation == "CreateInvalidation");
        var replayed = (await other.RunAsync([.. replay, "--json", .. config])).Ended(0).Document(CliJson.Readable.InvalidateDocument);
        var again = (await other.RunAsync([.. replay, "--json", .. config])).Ended(0).Document(CliJson.Readable.InvalidateDocument);
        var here = (await RunAsync(replay)).Ended(0);

        Assert.Equal(["/a.jpg", "/b/*"], Assert.Single(plan.Distributions).Paths.Select(static path => path.Path).Order(StringComparer.Ordinal));
        Assert.Equal((reported.Id, reported.CallerReference, InvalidationBatchState.Accepted), (Assert.Single(replayed.Invalidations).Id, replayed.Invalidations[0].CallerReference, replayed.Invalidations[0].State));
        Assert.Equal(replayed.Invalidations[0].InvalidationId, Assert.Single(again.Invalidations).InvalidationId);
        Assert.Contains(replayed.Invalidations[0].InvalidationId!, here.Output, StringComparison.Ordinal);
        Assert.Equal(reported.CallerReference, Assert.Single(_cloudFront.Invalidations).CallerReference);
        Assert.Empty(await ListAsync("reported"));
    }

    [Theory]
    [InlineData("CloudFront Id [E1]\n", "ends with .json")]
    [InlineData("{}", "line 1 is not what this library writes")]
    [InlineData("", "it is empty")]
    public async Task Replay_NoReport_IsAnErrorThatSaysSo(string content, string said)
    {
        var file = _workspace.Write("report.json", content);

        var result = (await RunAsync("invalidations", "replay", "--report", file, "--json")).Ended(1);

        Assert.Equal(ErrorKind.File, result.Document(CliJson.Readable.ErrorDocument).Error.Kind);
        Assert.Contains(said, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.Empty(_cloudFront.Calls);
    }

    [Fact]
    public async Task Invalidate_RefusedForNow_Waits()
    {
        Configure(retries: 3);
        _cloudFront.Faults.Add(CloudFrontFaultKind.Throttled, FaultPlan.Always, "CreateInvalidation");

        var json = (await RunAsync("invalidate", "/a.jpg", "--json")).Ended(1).Document(CliJson.Readable.InvalidateDocument);

        Assert.Equal((ErrorKind.Waiting, InvalidationBatchState.Waiting, 1), (json.Error!.Kind, Assert.Single(json.Invalidations).State, json.Invalidations[0].Attempts));
        Assert.NotNull(json.Invalidations[0].DueAt);
    }

    [Fact]
    public async Task Invalidate_DistributionsUnknown_WaitsAndADryRunSaysWhy()
    {
        _cloudFront.Faults.Add(CloudFrontFaultKind.Unavailable, FaultPlan.Always);

        var json = (await RunAsync("invalidate", "/a.jpg", "--json")).Ended(1).Document(CliJson.Readable.InvalidateDocument);
        var dry = (await RunAsync("invalidate", "/a.jpg", "--dry-run", "--json")).Ended(1).Document(CliJson.Readable.ErrorDocument);

        Assert.Equal((1, ErrorKind.Waiting), (json.Waiting, json.Error!.Kind));
        Assert.Equal(ErrorKind.Cdn, dry.Error.Kind);
    }

    [Fact]
    public async Task DryRun_PathsAndAKey_ShowsPathsReasonsAndCostAndSendsNothing()
    {
        _cloudFront.AddDistribution(DistributionJson.Of(Other, "elsewhere.example.com"));
        (await RunAsync("put", "a.txt")).Ended(0);

        var plan = (await RunAsync("invalidate", "/b.jpg", "--key", "a.txt", "--dry-run", "--json")).Ended(0).Document(CliJson.Readable.InvalidationPlanDocument);
        var text = (await RunAsync("invalidate", "/b.jpg", "--dry-run")).Ended(0);

        Assert.Equal([(Other, 0L, 0m), (Distribution, 1L, 0.005m)], plan.Distributions.Select(static one => (one.DistributionId, one.ChargedPaths, one.Charge)));
        Assert.Equal(["given"], plan.Distributions[0].Paths.Select(static path => path.Why));
        Assert.Contains(plan.Distributions[1].Paths, static path => path.Why.StartsWith("where a.", StringComparison.Ordinal));
        Assert.Equal((2L, 0.005m), (plan.FreePathsLeft, plan.Charge));
        Assert.Equal($"{Other}: 1 path, 0 of them wildcards, 0 charged, 0.00 dollars", text.Output.Split('\n')[0]);
        Assert.EndsWith("Nothing was sent.\n", text.Output, StringComparison.Ordinal);
        Assert.Empty(_cloudFront.Invalidations);
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task ListShowAndCost_OfWhatWasTold_HaveIt()
    {
        (await RunAsync("invalidate", "/a", "/b*", "/c")).Ended(0);

        var id = Assert.Single(await ListAsync("accepted"));
        Assert.Empty(await ListAsync("waiting"));
        var show = (await RunAsync("invalidations", "show", id, "--json")).Ended(0).Document(CliJson.Readable.ShowInvalidationDocument);
        var unknown = (await RunAsync("invalidations", "show", Guid.Empty.ToString())).Ended(1);
        var cost = (await RunAsync("invalidations", "cost", "--json")).Ended(0).Document(CliJson.Readable.InvalidationCostDocument);
        var before = (await RunAsync("invalidations", "cost", "--month", "2020-02", "--json")).Ended(0).Document(CliJson.Readable.InvalidationCostDocument);
        var text = (await RunAsync("invalidations", "cost")).Ended(0);

        Assert.Equal(["/a", "/b*", "/c"], show.Paths.Order(StringComparer.Ordinal));
        Assert.Equal(Assert.Single(_cloudFront.Invalidations).Id, show.Invalidation.InvalidationId);
        Assert.Contains(Guid.Empty.ToString(), Assert.Single(unknown.ErrorLines), StringComparison.Ordinal);
        Assert.Equal((1L, 3L, 1L, 0L, 1L, 0.005m), (cost.Invalidations, cost.Paths, cost.Wildcards, cost.FreePathsLeft, cost.ChargedPaths, cost.Charge));
        Assert.Equal(("2020-02", 0L, 2L, 0m), (before.Month, before.Paths, before.FreePathsLeft, before.Charge));
        Assert.Contains("charge         0.005 dollars for 1 path\n", text.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task S3Events_OfAFile_AreToldAndWhatCannotBeReadIsSaid()
    {
        const string Event = """{"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","eventTime":"2026-11-20T12:00:00.000Z","eventName":"ObjectRemoved:Delete","s3":{"bucket":{"name":"BUCKET"},"object":{"key":"a+b.jpg","sequencer":"01"}}}]}""";
        var file = _workspace.Write("events.json", $"{Event.Replace("BUCKET", "first", StringComparison.Ordinal)}\n{Event.Replace("BUCKET", "foreign", StringComparison.Ordinal)}\n");
        var broken = _workspace.Write("broken.json", "no JSON\n");

        var dry = (await RunAsync("s3-events", file, "--dry-run", "--json")).Ended(0).Document(CliJson.Readable.InvalidationPlanDocument);
        var told = (await RunAsync("s3-events", file, "--json")).Ended(0).Document(CliJson.Readable.InvalidateDocument);
        var unread = (await RunAsync("s3-events", broken, "--json")).Ended(1);
        var empty = (await RunAsync("s3-events")).Ended(0);

        Assert.Equal(["a b.jpg"], dry.Unserved);
        Assert.Equal(["/a%20b.jpg", "/a+b.jpg"], Assert.Single(_cloudFront.Invalidations).Paths.Order(StringComparer.Ordinal));
        Assert.Equal(2, Assert.Single(told.Invalidations).Paths);
        Assert.Equal(ErrorKind.Several, unread.Document(CliJson.Readable.InvalidateDocument).Error!.Kind);
        Assert.Equal("nothing was to be sent\n", empty.Output);
    }

    [Theory]
    [InlineData("say what has changed: PATHs, or --key", "invalidate")]
    [InlineData("does not begin with '/'", "invalidate", "a.jpg")]
    [InlineData("--distribution goes with PATHs", "invalidate", "--key", "a.txt", "--distribution", "E1")]
    [InlineData("'e-1' is no id of a distribution", "invalidate", "/a", "--distribution", "e-1")]
    [InlineData("only at the end", "invalidate", "/a*/b", "--dry-run")]
    [InlineData("--state is 'lost': give one of waiting, accepted, completed, reported, replaced. See 'resilient-storage invalidations list --help'.", "invalidations", "list", "--state", "lost")]
    [InlineData("--month is 'May'", "invalidations", "cost", "--month", "May")]
    [InlineData("See 'resilient-storage invalidations --help'.", "invalidations")]
    [InlineData("give IDs or --report, not both", "invalidations", "replay", "0190a1b2-c3d4-7e5f-8a6b-0c1d2e3f4a5b", "--report", "report.json")]
    public async Task Usage_Wrong_IsExitCodeTwoThatSaysWhatToWrite(string said, params string[] arguments)
    {
        var result = (await RunAsync(arguments)).Ended(2);

        Assert.Contains(said, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.Empty(_cloudFront.Calls);
    }

    [Fact]
    public async Task Invalidate_StorageThatTellsNobody_IsExitCodeTwo()
    {
        var json = (await _workspace.RunAsync("invalidate", "/a", "--json")).Ended(2).Document(CliJson.Readable.ErrorDocument);

        Assert.Equal(ErrorKind.Configuration, json.Error.Kind);
        Assert.Contains("\"Invalidation\"", json.Error.Message, StringComparison.Ordinal);
    }

    private Task<CliResult> RunAsync(params string[] arguments) => _workspace.RunAsync([.. arguments, .. _config]);

    private async Task<IEnumerable<string>> ListAsync(string? state = null)
    {
        string[] filter = state is null ? [] : ["--state", state];
        var list = (await RunAsync(["invalidations", "list", "--json", .. filter])).Ended(0);
        return list.Documents(CliJson.Readable.InvalidationDocument).Select(static invalidation => invalidation.Id);
    }

    private void Configure(string settings = "", int retries = 0) => _config = ConfigIn(_workspace, settings, retries);

    private string[] ConfigIn(Workspace workspace, string settings = "", int retries = 0) =>
    [
        "--config",
        workspace.Configure($$"""
            {{settings}}
            "Invalidation": {
              "Provider": "CloudFront",
              "Client": { "ServiceUrl": "{{_cloudFront.Url}}", "AccessKey": "{{_cloudFront.Options.AccessKey}}", "SecretKey": "{{_cloudFront.Options.SecretKey}}", "Retries": 0 },
              "Catalog": { "Mappings": [ { "Bucket": "first", "DistributionIds": [ "{{Distribution}}" ] } ] },
              "Sending": { "Retries": {{retries}} },
              "Costs": { "FreePathsPerMonth": 2 },
              "Reports": { "Provider": "FileSystem", "Path": "{{workspace.PathOf("reports")}}" }
            },
            """),
    ];
}
