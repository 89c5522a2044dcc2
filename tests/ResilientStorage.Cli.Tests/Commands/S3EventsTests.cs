using System.Globalization;
using ResilientStorage.Cli.Documents;
using ResilientStorage.Cli.Errors;
using ResilientStorage.Cli.Processes;
using ResilientStorage.Emulators;

namespace ResilientStorage.Cli.Commands;

/// <summary>Notifications from standard input, as a person or a script pipes them: <c>cat *.json | resilient-storage s3-events</c>.</summary>
public sealed class S3EventsTests : IAsyncLifetime, IDisposable
{
    private const string Distribution = "EDFDVBD6EXAMPLE";

    private readonly Workspace _workspace = new();
    private CloudFrontEmulator _cloudFront = null!;
    private string _config = "";

    public async Task InitializeAsync()
    {
        var options = new CloudFrontEmulatorOptions { CallsPerSecond = null };
        options.Distributions.Add(DistributionJson.Of(Distribution, "files.example.com"));
        _cloudFront = await CloudFrontEmulator.StartAsync(options);
        _config = _workspace.Configure($$"""
            "Invalidation": {
              "Provider": "CloudFront",
              "Client": { "ServiceUrl": "{{_cloudFront.Url}}", "AccessKey": "{{_cloudFront.Options.AccessKey}}", "SecretKey": "{{_cloudFront.Options.SecretKey}}", "Retries": 0 },
              "Catalog": { "Mappings": [ { "Bucket": "first", "DistributionIds": [ "{{Distribution}}" ] } ] }
            },
            """);
    }

    public Task DisposeAsync() => _cloudFront.DisposeAsync().AsTask();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task StandardInput_TwoNotificationsAndABrokenOne_TellsTheTwoAndEndsWithOne()
    {
        // A document over many lines, a broken one, and one that follows on the same line as another.
        var input = Indented(Event("a+b.jpg")) + "\n{\"Records\": [broken\n" + Event("c.jpg", isRemoval: true) + Event("c.jpg") + "\n";

        var told = (await _workspace.RunWithInputAsync(input, "s3-events", "--json", "--config", _config)).Ended(1);

        Assert.Equal(["/a%20b.jpg", "/a+b.jpg", "/c.jpg"], Told());
        var document = told.Document(CliJson.Readable.InvalidateDocument);
        Assert.Equal((3, 0, ErrorKind.Several), (Assert.Single(document.Invalidations).Paths, document.Waiting, document.Error!.Kind));
        Assert.Contains("1 message could not be read", document.Error.Message, StringComparison.Ordinal);
        Assert.Contains(told.ErrorLines, static line => line.Contains("a message was not read", StringComparison.Ordinal));
    }

    [Fact]
    public async Task StandardInput_DryRun_ShowsTheSameAndSendsNothing()
    {
        var input = Event("a+b.jpg") + "\nbroken\n" + Event("c.jpg") + "\n";

        var dry = (await _workspace.RunWithInputAsync(input, "s3-events", "-", "--dry-run", "--json", "--config", _config)).Ended(1);

        var plan = dry.Document(CliJson.Readable.InvalidationPlanDocument);
        Assert.Equal(["/a%20b.jpg", "/a+b.jpg", "/c.jpg"], Assert.Single(plan.Distributions).Paths.Select(static path => path.Path).Order(StringComparer.Ordinal));
        Assert.Empty(Told());
        Assert.Contains(dry.ErrorLines, static line => line.Contains("1 message could not be read", StringComparison.Ordinal));
    }

    [Fact]
    public async Task StandardInput_GoodNotifications_EndsWithZeroAndSaysWhatWasLeftOut()
    {
        var test = """{"Service":"Amazon S3","Event":"s3:TestEvent","Time":"2026-11-20T12:00:00.000Z","Bucket":"first"}""";

        var told = (await _workspace.RunWithInputAsync(test + Event("a.jpg"), "s3-events", "--config", _config)).Ended(0);

        Assert.Equal(["/a.jpg"], Told());
        Assert.StartsWith($"{Distribution} was told 1 path", told.Output, StringComparison.Ordinal);
        Assert.Contains("1 record says nothing that viewers could see", Assert.Single(told.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task StandardInput_NothingButRubbish_EndsWithOneAndTellsNothing()
    {
        (await _workspace.RunWithInputAsync("no JSON at all\n", "s3-events", "--config", _config)).Ended(1);

        Assert.Empty(Told());
    }

    [Fact]
    public async Task StandardInput_EventsOfTheStoragesOwnObjects_NeedNothing()
    {
        _workspace.Write("a.txt", "one");
        (await _workspace.RunAsync("put", "a.txt", "--config", _config)).Ended(0);
        var show = (await _workspace.RunAsync("show", "a.txt", "--json", "--config", _config)).Ended(0).Document(CliJson.Readable.ShowDocument);
        var input = Event(show.Versions[0].Replicas[0].ObjectKey) + Event("foreign.jpg");

        var dry = (await _workspace.RunWithInputAsync(input, "s3-events", "--dry-run", "--json", "--config", _config)).Ended(0).Document(CliJson.Readable.InvalidationPlanDocument);
        (await _workspace.RunWithInputAsync(input, "s3-events", "--config", _config)).Ended(0);

        Assert.Equal(["/foreign.jpg"], Told());
        Assert.Equal("/foreign.jpg", Assert.Single(Assert.Single(dry.Distributions).Paths).Path);
        Assert.Equal([show.Versions[0].Replicas[0].ObjectKey], dry.Unserved);
    }

    private IEnumerable<string> Told() => _cloudFront.Invalidations.SelectMany(static told => told.Paths).Order(StringComparer.Ordinal);

    private static string Event(string key, bool isRemoval = false)
    {
        var time = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        return $$$"""{"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","eventTime":"{{{time}}}","eventName":"{{{(isRemoval ? "ObjectRemoved:Delete" : "ObjectCreated:Put")}}}","s3":{"bucket":{"name":"first"},"object":{"key":"{{{key}}}","sequencer":"01"} } } ] }""";
    }

    private static string Indented(string json) => json.Replace(",", ",\n  ", StringComparison.Ordinal);
}
