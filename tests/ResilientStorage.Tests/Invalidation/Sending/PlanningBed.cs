using Microsoft.Extensions.Logging.Abstractions;
using ResilientStorage.Alerts;
using ResilientStorage.Invalidation.CloudFront;
using ResilientStorage.Invalidation.CloudFront.Catalog;
using ResilientStorage.Invalidation.Journal;
using ResilientStorage.Invalidation.Planning;
using ResilientStorage.Randomness;
using ResilientStorage.Stores;
using ResilientStorage.Testing;

namespace ResilientStorage.Invalidation.Sending;

/// <summary>The real planning and sending between a journal and a CloudFront in memory, with one distribution D1 of the bucket <c>photos</c>.</summary>
internal sealed class PlanningBed
{
    private readonly CatalogBed _catalog = new CatalogBed().With("D1");
    private readonly List<(string Reference, int Step, IReadOnlyList<string> Paths)> _taken = [];
    private readonly InvalidationMode _mode;
    private readonly InvalidationOptions _options = new();
    private InvalidationSender _sender;

    public PlanningBed(bool isDurable, InvalidationMode mode = InvalidationMode.Exact, TimeSpan? clockTolerance = null)
    {
        _mode = mode;
        _options.ClockTolerance = clockTolerance ?? _options.ClockTolerance;
        CloudFront = new FakeCloudFront(Clock);
        CloudFront.Refuse = request =>
        {
            if (_taken.All(taken => taken.Reference != request.CallerReference))
            {
                _taken.Add((request.CallerReference, ++Step, request.Paths));
            }

            return null;
        };
        Journal = isDurable ? SenderBed.OpenLedger(new InMemoryLedgerDatabase(Clock)) : new ProcessInvalidationJournal(Clock);
        _sender = NewSender();
    }

    public ManualTimeProvider Clock => _catalog.Time;

    public FakeCloudFront CloudFront { get; }

    public IInvalidationJournal Journal { get; }

    /// <summary>Counts what happens, since much happens at one moment of the clock.</summary>
    public int Step { get; set; }

    public IEnumerable<string> Told => _taken.SelectMany(static taken => taken.Paths);

    /// <summary>Whether CloudFront has taken an invalidation of the path after that step.</summary>
    public bool WasToldAfter(int step, string path) =>
        _taken.Exists(taken => taken.Step > step && taken.Paths.Any(told => told.EndsWith('*') ? path.StartsWith(told[..^1], StringComparison.Ordinal) : told == path));

    public Task AddAsync(string key, DateTimeOffset? occurredAt = null) => Journal.AddAsync([new NewInvalidationIntent { Bucket = "photos", ObjectKey = key, OccurredAt = occurredAt }]);

    public async Task<SenderRound> RunAsync() => await _sender.RunAsync(isUrgent: true, CancellationToken.None);

    /// <summary>The process ends, and another goes on when its lease has.</summary>
    public void Crash()
    {
        Clock.Advance(TimeSpan.FromMinutes(5));
        _sender = NewSender();
    }

    public async Task DrainAsync()
    {
        while ((await RunAsync()).Next is { } next)
        {
            Clock.Advance(next);
        }
    }

    private InvalidationSender NewSender()
    {
        var alerts = new AlertDispatcher([], new AlertsOptions(), Clock, "default", NullLogger.Instance);
        var planning = new InvalidationPlanning(
            _catalog.Catalog,
            new PathForms(new InvalidationPathOptions()),
            new InvalidationPlanner(new InvalidationPlannerOptions { Mode = _mode }),
            new InvalidationCosts(Journal, new InvalidationCostOptions(), Clock, alerts),
            _options,
            alerts,
            _catalog.Log.CreateLogger("planning"))
        {
            Tags = new ExceptionTags(new Dictionary<string, IBucketTagStore>(), new CloudFrontCatalogOptions(), Clock, NullLogger.Instance),
            History = new AcceptedHistory(Journal, _options, Clock),
        };
        return new InvalidationSender(Journal, CloudFront, planning, new SenderBed(), _options, Clock, new IdFactory(Clock, new CryptographicRandomSource()), NullLogger.Instance);
    }
}
