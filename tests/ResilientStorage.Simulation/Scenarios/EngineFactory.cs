using ResilientStorage.Configuration;
using ResilientStorage.Invalidation;
using ResilientStorage.Invalidation.Configuration;
using ResilientStorage.Invalidation.Sending;
using ResilientStorage.ObjectKeys;
using ResilientStorage.Simulation.Cdn;

namespace ResilientStorage.Simulation.Scenarios;

/// <summary>Builds the real engine of a node.</summary>
internal static class EngineFactory
{
    public static SimEngine Build(NodeParts parts)
    {
        var resilience = new StoreResilienceOptions { OperationsPerSecond = parts.Options.OperationsPerSecond };
        parts.Options.Calls(resilience);
        var engine = new StorageEngine(new EngineSetup
        {
            Instance = SimProfile.Instance,
            Stores = [.. parts.Stores.Select(static s => new EngineStore(s.Store.Name, s.Store.Role, s.Store.Place, s.Driver))],
            Ledger = parts.Ledger,
            Queue = parts.Queue,
            Time = parts.Node.Time,
            Random = new SimRandomSource(parts.Random),
            Invalidation = parts.Cdn is { } cdn ? host => NewBatcher(host, cdn, parts.Stores[0].Store.Place.Bucket) : null,
            Layout = parts.Options.Layout is { } nameOf ? new PlantedLayout(nameOf) : null,
            Options = new ResilientStorageOptions
            {
                PartSize = SimProfile.PartSize,
                PartsInFlight = SimProfile.PartsInFlight,
                DeletedRetention = parts.Options.NoRetention == true ? TimeSpan.Zero : SimProfile.DeletedRetention,
                SupersededRetention = parts.Options.NoRetention == true ? TimeSpan.Zero : SimProfile.SupersededRetention,
                ReaderGrace = parts.Options.NoRetention == true ? TimeSpan.Zero : SimProfile.ReaderGrace,
                PollInterval = SimProfile.PollInterval,
                SweepInterval = SimProfile.SweepInterval,
                LateWriteGrace = parts.Options.LateWriteGrace,
                Resilience = resilience,
            },
        });
        // A node dies without being disposed, and the process would keep its meter for ever.
        engine.Telemetry.Dispose();
        return new SimEngine(engine.Storage, engine.Maintenance, engine.Invalidation, RunAsync);

        Task RunAsync(CancellationToken token) => engine.Invalidation is { } batcher ? Task.WhenAll(engine.Worker.RunAsync(token), batcher.RunAsync(isSender: true, token)) : engine.Worker.RunAsync(token);
    }

    private static InvalidationBatcher NewBatcher(InvalidationHost host, SimCdn cdn, string bucket)
    {
        var options = new InvalidationOptions
        {
            Window = SimProfile.InvalidationWindow,
            MaxPathsInProgress = SimProfile.InvalidationPathsInProgress,
            Retries = SimProfile.InvalidationRetries,
        };
        return new InvalidationBatcher(
            host.Journal,
            observer => new InvalidationSender(host.Journal, cdn.Api, new SimPlanning(bucket), cdn.Reports, options, host.Time, host.Ids, host.Logger) { Observer = observer },
            [],
            options,
            host.Time,
            host.Logger)
        {
            OpenAsync = host.OpenAsync,
        };
    }

    private sealed class PlantedLayout(Func<string, VersionId, string> nameOf) : IObjectKeyLayout
    {
        public string NameOf(string key, VersionId versionId) => nameOf(key, versionId);

        public bool CouldHaveMade(string objectKey) => false;
    }
}
