using ResilientStorage.Configuration;
using ResilientStorage.ObjectKeys;

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
        return new SimEngine(engine.Storage, engine.Maintenance, engine.Worker.RunAsync);
    }

    private sealed class PlantedLayout(Func<string, VersionId, string> nameOf) : IObjectKeyLayout
    {
        public string NameOf(string key, VersionId versionId) => nameOf(key, versionId);

        public bool CouldHaveMade(string objectKey) => false;
    }
}
