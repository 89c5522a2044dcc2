using ResilientStorage.Simulation.Faults;
using ResilientStorage.Simulation.Kernel;
using ResilientStorage.Simulation.Scenarios;

namespace ResilientStorage.Simulation.CrashPoints;

/// <summary>One scenario with one crash: prepare, act until the node dies, restart, settle, check.</summary>
internal sealed class CrashPointRun(CrashScenario scenario, ClusterOptions options, int crashAt, CallEffect effect, bool keepText)
{
    private static readonly TimeSpan Limit = TimeSpan.FromHours(1);
    private static readonly TimeSpan OutOfOrder = TimeSpan.FromMinutes(10);

    public SimLoop Loop { get; } = new(new SimRandom(11)) { Trace = { KeepText = keepText } };

    /// <summary>How many calls the operation makes; the crash is in one of them.</summary>
    public int Calls { get; private set; }

    public string? CrashedIn { get; private set; }

    public void Execute()
    {
        var policy = new CrashPointPolicy(new SimRandom(12), TimeSpan.FromMinutes(5));
        var cluster = new SimCluster(new SimRandom(13), policy, Loop, options with { Keys = [CrashStage.Key], Cdn = scenario.HasCdn });
        var client = cluster.Start("n1", runWorker: false);
        var stage = new CrashStage(cluster, client);
        Run(cluster, stage, scenario.PrepareAsync(stage));

        policy.Arm(client.Node, crashAt, effect);
        Run(cluster, stage, scenario.ActAsync(stage));
        Calls = policy.Counted;
        CrashedIn = policy.CrashedIn;
        policy.Arm(client.Node, 0, CallEffect.Never);

        client.Node.Crash();
        cluster.Start("n2");
        if (cluster.CloudFront is { } cloudFront)
        {
            // The next sender meets what the first one met.
            Loop.RunTo(Loop.Now + OutOfOrder);
            cloudFront.Heal();
        }

        var settling = new Settling(cluster);
        settling.FinishOperations();
        settling.Settle();
        settling.SurviveTheLossOfEachStore();
    }

    private void Run(SimCluster cluster, CrashStage stage, Task task)
    {
        cluster.Watch(task, scenario.Name);
        if (!Loop.RunUntil(() => task.IsCompleted || !stage.Client.Node.IsAlive, Loop.Now + Limit))
        {
            Loop.Violate("liveness", $"{scenario.Name} hangs. Calls under way: {string.Join("; ", stage.Client.Node.InFlight.Select(static c => c.Info))}.");
        }

        Loop.ThrowIfViolated();
    }
}
