using ResilientStorage.Invalidation;
using ResilientStorage.Ledger;
using ResilientStorage.Simulation.Cdn;
using ResilientStorage.Simulation.Kernel;
using ResilientStorage.Simulation.Ledgers;
using ResilientStorage.Simulation.Model;
using ResilientStorage.Simulation.Queues;
using ResilientStorage.Simulation.Stores;
using ResilientStorage.Stores;
using ResilientStorage.Testing;

namespace ResilientStorage.Simulation.Scenarios;

/// <summary>Stores, ledger and queue that outlive the nodes, and the nodes.</summary>
internal sealed class SimCluster : IDisposable
{
    private readonly ClusterOptions _options;
    private readonly Dictionary<string, int> _lives = new(StringComparer.Ordinal);
    private readonly ISimLedgerDatabase _database;
    private readonly SimCloudFront? _cloudFront;

    public SimCluster(SimRandom random, ICallPolicy policy, SimLoop loop, ClusterOptions options)
    {
        Random = random;
        _options = options;
        Loop = loop;
        Network = new SimNetwork(loop, policy);
        var clock = new SimTimeProvider(loop, TimeSpan.Zero, static () => true);
        Stores = [.. options.StoreNames.Select((name, i) => new SimStore(name, i == 0 ? StoreRole.Main : StoreRole.Backup, new InMemoryObjectStore(clock)))];
        Broker = new SimBroker(Network, random.Fork()) { Disorder = options.Disorder };
        Model = new SimModel(loop, options.Keys);
        _database = options.OpenDatabase(clock);
        Inspector = _database.Connect();
        Effects.Now(Inspector.OpenAsync(Opening(new Guid("5151f00d-0000-4000-8000-000000000001"))));
        Model.Inspector = Inspector;
        Model.CheckRows = CheckRows;
        Model.Restored = new FinalRules(loop, Model, Stores, Inspector).CheckStored;
        Model.Repaired = work => Stores.Single(s => s.Name == work.Store).Wrote(work.ObjectKey);
        if (options.Cdn)
        {
            Model.Cdn = new CdnModel(loop, Model, Stores[0]);
            Stores[0].Changed = Model.Cdn.Changed;
            _cloudFront = new SimCloudFront(loop, Model.Cdn);
        }
    }

    public SimRandom Random { get; }

    public SimLoop Loop { get; }

    public SimNetwork Network { get; }

    public IReadOnlyList<SimStore> Stores { get; }

    public SimBroker Broker { get; }

    public SimModel Model { get; }

    public IResourceLedger Inspector { get; }

    /// <summary>The journal of the same database.</summary>
    public IInvalidationJournal Journal => (IInvalidationJournal)Inspector;

    /// <summary>The living nodes.</summary>
    public List<SimClient> Clients { get; } = [];

    /// <summary>The CDN; null where there is none.</summary>
    public SimCloudFront? CloudFront => _cloudFront;

    public ClusterOptions Options => _options;

    /// <summary>Starts a node with its engine and its worker, as a process starts.</summary>
    public SimClient Start(string name, bool runWorker = true)
    {
        var life = _lives[name] = _lives.GetValueOrDefault(name) + 1;
        var node = Network.AddNode($"{name}.{life}", _options.ClockSkew == TimeSpan.Zero ? TimeSpan.Zero : Random.Between(-_options.ClockSkew, _options.ClockSkew));
        var stores = Stores.Select(store => (store, (IObjectStore)new SimObjectStore(Network, node, store))).ToArray();
        var parts = new NodeParts(node, Loop, Random.Fork(), new SimLedger(Network, node, _database.Connect(), Model), new SimDeleteQueue(Network, node, Broker), stores, _options)
        {
            Cdn = _cloudFront is null ? null : new SimCdn(new SimCloudFrontApi(Network, node, _cloudFront), new SimReports(Model.Cdn!)),
        };
        var engine = _options.BuildEngine(_options.Plant(parts));
        var client = new SimClient(Loop, Model, node, engine.Storage, engine.Maintenance, Stores) { Batcher = engine.Batcher };
        Clients.Add(client);
        node.Crashed += () =>
        {
            Clients.Remove(client);
            Model.NodeCrashed(node);
        };
        if (runWorker)
        {
            Watch(engine.RunWorkerAsync(CancellationToken.None), $"the worker of {node.Name}");
        }

        return client;
    }

    /// <summary>A task that nobody awaits: that it fails is a violation.</summary>
    public void Watch(Task task, string what)
    {
        _ = WatchAsync();

        async Task WatchAsync()
        {
            try
            {
                await task.ConfigureAwait(false);
            }
            catch (SimViolationException)
            {
                throw;
            }
            catch (Exception e)
            {
                Loop.Violate("errors", $"{what} ended with {e}");
            }
        }
    }

    public LedgerOpening Opening(Guid newLedgerId) => new()
    {
        Instance = SimProfile.Instance,
        Stores = [.. Stores.Select(static s => new StoreRegistration(s.Name, s.Role, s.Place))],
        NewLedgerId = newLedgerId,
    };

    public void CheckRows()
    {
        if (_database.FindProblem(Inspector, Model.Keys) is { } problem)
        {
            Loop.Violate("ledger rows", problem);
        }
    }

    public void Dispose() => _database.Dispose();
}
