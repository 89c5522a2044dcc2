using ResilientStorage.Simulation.Faults;
using ResilientStorage.Simulation.Kernel;
using ResilientStorage.Simulation.Model;

namespace ResilientStorage.Simulation.Scenarios;

/// <summary>
/// One seed: faults everywhere while clients work; then the faults stop and everything must come to rest within bounded time;
/// then each store in turn loses everything.
/// </summary>
internal sealed class RandomRun : IDisposable
{
    private static readonly string[] NodeNames = ["n1", "n2"];
    private static readonly string[] AllKeys = ["a", "b/c.bin", "b/d"];
    private readonly SimRandom _random;
    private readonly RandomPolicy _policy;
    private readonly SimCluster _cluster;
    private readonly Workload _workload;
    private bool _faultsStopped;

    public RandomRun(ulong seed, ClusterOptions cluster, bool keepText)
    {
        _random = new SimRandom(seed);
        Faults = cluster.Weather(FaultOptions.Draw(_random));
        Loop = new SimLoop(_random.Fork());
        Loop.Trace.KeepText = keepText;
        _policy = new RandomPolicy(_random.Fork(), Faults, () => Loop.Now) { Outages = DrawOutages(cluster.StoreNames, cluster.Cdn) };
        Cluster = cluster with
        {
            Keys = [.. AllKeys.Take(_random.Next(1, 4))],
            StoreNames = _random.Chance(0.2) ? [.. cluster.StoreNames, "third"] : cluster.StoreNames,
            ClockSkew = _random.Chance(0.3) ? TimeSpan.FromMinutes(3) : TimeSpan.Zero,
            Disorder = Faults.Disorder,
            NoRetention = cluster.NoRetention ?? _random.Chance(0.4),
            OperationsPerSecond = _random.Chance(0.3) ? _random.Pick([2, 10, 50]) : null,
        };
        Work = cluster.Clients(new WorkloadOptions
        {
            Operations = _random.Pick([8, 20, 40]),
            Pause = _random.Pick([TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(40)]),
            ClientsPerNode = _random.Next(1, 4),
            SlowSources = _random.Pick([0, 0.2]),
            Bursts = _random.Pick([0, 0.2, 0.6]),
            Aliases = _random.Chance(0.5),
            Damage = _random.Chance(0.5),
        });
        _cluster = new SimCluster(_random.Fork(), _policy, Loop, Cluster);
        _workload = new Workload(_cluster, _random.Fork(), Work);
    }

    public SimLoop Loop { get; }

    public FaultOptions Faults { get; }

    public ClusterOptions Cluster { get; }

    public WorkloadOptions Work { get; }


    public void Execute()
    {
        foreach (var name in NodeNames)
        {
            StartNode(name);
        }

        Loop.RunUntil(() => _workload.Left == 0 && NothingPending(), TimeSpan.FromHours(3));
        new FinalRules(Loop, _cluster.Model, _cluster.Stores, _cluster.Inspector).CheckStored();
        Loop.ThrowIfViolated();

        StopFaults();
        var settling = new Settling(_cluster);
        settling.FinishOperations();
        settling.Settle();
        if (Cluster.LoseStores)
        {
            settling.SurviveTheLossOfEachStore();
        }

        if (_cluster.Model.Cdn is { } cdn)
        {
            Loop.Trace.Add($"The CDN took {cdn.Invalidations} invalidations; {cdn.Reports} batches were reported.");
        }
    }

    public void Dispose() => _cluster.Dispose();

    private void StartNode(string name)
    {
        var client = _cluster.Start(name);
        client.ExpectSuccess = false;
        if (!client.Node.IsAlive)
        {
            // The first call of its worker was its last.
            Restart();
            return;
        }

        client.Node.Crashed += Restart;
        for (var i = 0; i < Work.ClientsPerNode && !_faultsStopped; i++)
        {
            _cluster.Watch(_workload.RunClientAsync(client), $"a client of {client.Node.Name}");
        }

        void Restart() => Loop.Post(_faultsStopped ? TimeSpan.Zero : _random.Between(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(2)), () => StartNode(name));
    }

    private void StopFaults()
    {
        _faultsStopped = true;
        _workload.Stop();
        _policy.Heal();
        _cluster.Broker.Disorder = 0;
        _cluster.Network.EndHangs();
        Loop.Trace.Add($"=== faults stop ===");
    }

    private bool NothingPending() => _cluster.Model.Ops.All(static o => o.Outcome != OpOutcome.Pending);

    private List<OutageWindow> DrawOutages(IReadOnlyList<string> stores, bool isCdn)
    {
        var outages = new List<OutageWindow>();
        if (_random.Chance(0.3))
        {
            outages.Add(Draw(CallTarget.Store, _random.Pick(stores)));
        }

        if (_random.Chance(0.15))
        {
            outages.Add(Draw(CallTarget.Ledger, ""));
        }

        if (_random.Chance(0.2))
        {
            outages.Add(Draw(CallTarget.Queue, ""));
        }

        if (isCdn && _random.Chance(0.3))
        {
            outages.Add(Draw(CallTarget.CloudFront, ""));
        }

        return outages;

        OutageWindow Draw(CallTarget target, string name)
        {
            var from = _random.Between(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
            return new OutageWindow(target, name, from, from + _random.Between(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10)));
        }
    }
}
