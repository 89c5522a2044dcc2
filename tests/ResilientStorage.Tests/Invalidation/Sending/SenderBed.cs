using Microsoft.Extensions.Logging.Abstractions;
using ResilientStorage.Invalidation.Journal;
using ResilientStorage.Invalidation.Planning;
using ResilientStorage.Ledger;
using ResilientStorage.Randomness;
using ResilientStorage.Stores;
using ResilientStorage.Testing;

namespace ResilientStorage.Invalidation.Sending;

/// <summary>A sender between a journal and a CloudFront, both in memory. Every change of bucket X is served by distribution X under its key.</summary>
internal sealed class SenderBed : IInvalidationPlanning, IInvalidationReports, IInvalidationListener
{
    public SenderBed(bool isDurable = true)
    {
        CloudFront = new FakeCloudFront(Clock);
        Database = new InMemoryLedgerDatabase(Clock);
        Journal = isDurable ? OpenLedger(Database) : new ProcessInvalidationJournal(Clock);
        Sender = NewSender();
        Batcher = NewBatcher();
    }

    public ManualTimeProvider Clock { get; } = new();

    public FakeCloudFront CloudFront { get; }

    public InMemoryLedgerDatabase Database { get; }

    public IInvalidationJournal Journal { get; }

    public InvalidationOptions Options { get; } = new();

    public InvalidationSender Sender { get; }

    public InvalidationBatcher Batcher { get; }

    public List<IReadOnlyList<InvalidationBatch>> Reports { get; } = [];

    public List<string> Forgotten { get; } = [];

    public List<InvalidationOutcome> Outcomes { get; } = [];

    public bool CanReport { get; set; } = true;

    /// <summary>What the last plan was told to be in progress.</summary>
    public IReadOnlyDictionary<string, DistributionPool> Pools { get; private set; } = new Dictionary<string, DistributionPool>();

    /// <summary>Whether it is known who serves what.</summary>
    public bool KnowsDistributions { get; set; } = true;

    public InvalidationSender NewSender(IInvalidationSenderObserver? observer = null) =>
        new(Journal, CloudFront, this, this, Options, Clock, new IdFactory(Clock, new CryptographicRandomSource()), NullLogger.Instance) { Observer = observer };

    public InvalidationBatcher NewBatcher(IInvalidationListener? listener = null) => new(Journal, NewSender, [listener ?? this], Options, Clock, NullLogger.Instance);

    public static IInvalidationJournal OpenLedger(InMemoryLedgerDatabase database)
    {
        var ledger = new InMemoryResourceLedger(database);
        ledger.OpenAsync(new LedgerOpening { Instance = "default", NewLedgerId = Guid.NewGuid(), Stores = [new StoreRegistration("main", StoreRole.Main, new StorePlace("memory", "", "D1"))] }).GetAwaiter().GetResult();
        return ledger;
    }

    public Task ChangeAsync(params IEnumerable<string> keys) => Journal.AddAsync([.. keys.Select(static key => new NewInvalidationIntent { Bucket = "D1", ObjectKey = key })]);

    /// <summary>Lets the sender work through all that waits, however long it takes by the clock.</summary>
    public async Task DrainAsync(InvalidationSender? sender = null)
    {
        for (var rounds = 0; rounds < 10_000; rounds++)
        {
            var round = await (sender ?? Sender).RunAsync(isUrgent: true, CancellationToken.None);
            if (round.Next is not { } next)
            {
                return;
            }

            Clock.Advance(next);
        }

        throw new InvalidOperationException("It never ends.");
    }

    public Task<IReadOnlyList<InvalidationBatch>> BatchesAsync(params InvalidationBatchState[] states) => Journal.ListBatchesAsync(new InvalidationBatchQuery { States = states.Length == 0 ? null : states, Limit = 100_000 });

    public Task<PlannedChanges> PlanAsync(IReadOnlyList<InvalidationIntent> intents, IReadOnlyDictionary<string, DistributionPool> inProgress, CancellationToken cancellationToken)
    {
        Pools = inProgress;
        if (!KnowsDistributions)
        {
            return Task.FromResult(new PlannedChanges([], []));
        }

        var planned = intents.Where(static intent => intent.Change.Bucket != "unserved").GroupBy(static intent => (Id: intent.Change.Bucket is "photos" ? "D1" : intent.Change.Bucket ?? intent.Change.DistributionId ?? "D1", intent.Change.IsBackfill))
            .Select(static group => new PlannedPaths(group.Key.Id, [.. group.Select(static intent => intent.Change.Path ?? "/" + intent.Change.ObjectKey).Order(StringComparer.Ordinal)], group.Count(), group.Key.IsBackfill, [.. group]));
        return Task.FromResult(new PlannedChanges([.. planned.SelectMany(Split)], intents));
    }

    /// <summary>What the real planner does, without wildcards of choice.</summary>
    private IEnumerable<PlannedPaths> Split(PlannedPaths planned)
    {
        var plan = new InvalidationPlanner(new InvalidationPlannerOptions { Mode = InvalidationMode.Exact }).Plan(new InvalidationPlanRequest { Paths = planned.Paths });
        return plan.Batches.Select(batch => planned with { Paths = batch.Paths, SinglePaths = batch.Paths.Count });
    }

    public void Forget(string distributionId) => Forgotten.Add(distributionId);

    public Task<string?> WriteAsync(IReadOnlyList<InvalidationBatch> batches, CancellationToken cancellationToken)
    {
        if (CanReport)
        {
            Reports.Add(batches);
        }

        return Task.FromResult(CanReport ? $"report{Reports.Count}" : null);
    }

    public Task SettledAsync(InvalidationOutcome outcome, CancellationToken cancellationToken = default)
    {
        Outcomes.Add(outcome);
        return Task.CompletedTask;
    }
}
