using System.Globalization;

using Microsoft.Extensions.Logging.Abstractions;
using ResilientStorage.Invalidation;
using ResilientStorage.Invalidation.Events;
using ResilientStorage.Invalidation.Journal;
using ResilientStorage.Invalidation.Sending;
using ResilientStorage.Randomness;
using ResilientStorage.Simulation.Cdn;
using ResilientStorage.Simulation.Faults;
using ResilientStorage.Simulation.Kernel;
using ResilientStorage.Simulation.Scenarios;

namespace ResilientStorage.Simulation.Events;

/// <summary>A host without a ledger, which dies once: what its journal in memory held is gone, and the next process hears of the same events again.</summary>
internal sealed class EventCrashRun(EventScenario scenario, int crashAt, CallEffect effect, bool keepText)
{
    private const string Bucket = "photos";
    private static readonly TimeSpan OutOfOrder = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Limit = TimeSpan.FromHours(6);
    private readonly SimRandom _random = new(23);

    public SimLoop Loop { get; } = new(new SimRandom(21)) { Trace = { KeepText = keepText } };

    /// <summary>How many calls the first process makes; the crash is in one of them.</summary>
    public int Calls { get; private set; }

    public string? CrashedIn { get; private set; }

    public EventWitness? Witness { get; private set; }

    public void Execute()
    {
        var policy = new CrashPointPolicy(new SimRandom(22), TimeSpan.FromMinutes(5));
        var network = new SimNetwork(Loop, policy);
        var witness = Witness = new EventWitness(Loop);
        var cloudFront = new SimCloudFront(Loop, witness) { IsOut = scenario.IsOut };
        cloudFront.RefusedPaths.UnionWith(scenario.RefusedPaths);
        var source = new SimEventSource(network, scenario.Batches.Select(Describe));

        var first = network.AddNode("n1");
        policy.Arm(first, crashAt, effect);
        Start(network, first, cloudFront, witness, source);
        if (!Loop.RunUntil(() => source.IsEmpty || !first.IsAlive, Loop.Now + Limit))
        {
            Loop.Violate("liveness", "Events are told again and again, and never acknowledged.");
        }

        Loop.ThrowIfViolated();
        Calls = policy.Counted;
        CrashedIn = policy.CrashedIn;
        policy.Arm(first, 0, CallEffect.Never);
        first.Crash();

        Start(network, network.AddNode("n2"), cloudFront, witness, source);
        Loop.RunTo(Loop.Now + OutOfOrder);
        cloudFront.IsOut = false;
        Loop.RunUntil(() => source.IsEmpty && network.LateEffects == 0, Loop.Now + Limit);
        if (!source.IsEmpty)
        {
            Loop.Violate("liveness", "Events are left.");
        }

        witness.CheckTold(scenario.Paths);
        Loop.ThrowIfViolated();
    }

    private void Start(SimNetwork network, SimNode node, SimCloudFront cloudFront, EventWitness witness, SimEventSource source)
    {
        var journal = new ProcessInvalidationJournal(node.Time);
        var random = new SimRandomSource(_random.Fork());
        var options = new InvalidationOptions { Window = SimProfile.InvalidationWindow, Retries = SimProfile.InvalidationRetries };
        var receipts = new S3EventReceipts(random);
        var batcher = new InvalidationBatcher(
            journal,
            observer => new InvalidationSender(journal, new SimCloudFrontApi(network, node, cloudFront), new SimPlanning(Bucket), new SimReports(witness), options, node.Time, new IdFactory(node.Time, random), NullLogger.Instance) { Observer = observer },
            [receipts],
            options,
            node.Time,
            NullLogger.Instance);
        _ = WatchAsync(batcher.RunAsync(isSender: true, CancellationToken.None));
        _ = WatchAsync(source.DeliverAsync(node, new S3EventHandler(batcher, receipts, time: node.Time)));
    }

    private async Task WatchAsync(Task task)
    {
        try
        {
            await task.ConfigureAwait(false);
        }
        catch (Exception e) when (e is not SimViolationException)
        {
            Loop.Violate("errors", $"A process ended with {e}");
        }
    }

    private static S3EventBatch Describe(string[] keys, int place) => new([.. keys.Select((key, index) => new S3EventMessage
    {
        Id = string.Create(CultureInfo.InvariantCulture, $"m{place}.{index}"),
        Events = [new S3ObjectEvent { Bucket = Bucket, ObjectKey = key, EventName = "ObjectRemoved:Delete", IsRemoval = true, OccurredAt = SimLoop.Epoch.AddSeconds(-index) }],
        Skips = [],
    })]);
}
