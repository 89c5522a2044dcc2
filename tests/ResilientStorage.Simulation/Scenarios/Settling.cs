using ResilientStorage.Ledger;
using ResilientStorage.Simulation.Kernel;
using ResilientStorage.Simulation.Model;
using ResilientStorage.Simulation.Stores;

namespace ResilientStorage.Simulation.Scenarios;

/// <summary>The second half of every run: no faults, and progress must be made within bounded virtual time.</summary>
internal sealed class Settling(SimCluster cluster)
{
    private static readonly TimeSpan OperationLimit = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Leases = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(5);
    private readonly FinalRules _rules = new(cluster.Loop, cluster.Model, cluster.Stores, cluster.Inspector);

    /// <summary>Every operation that was under way ends.</summary>
    public void FinishOperations()
    {
        var loop = cluster.Loop;
        loop.RunUntil(() => cluster.Clients.Count > 0, loop.Now + OperationLimit);
        if (!loop.RunUntil(() => cluster.Model.Ops.All(static o => o.Outcome != OpOutcome.Pending), loop.Now + OperationLimit))
        {
            loop.Violate("liveness", $"Operations hang: {string.Join("; ", cluster.Model.Ops.Where(static o => o.Outcome == OpOutcome.Pending))}. Calls under way: {string.Join("; ", cluster.Clients.SelectMany(static c => c.Node.InFlight).Select(static c => c.Info))}.");
        }

        loop.ThrowIfViolated();
    }

    /// <summary>I5: late writes land, the workers come to rest, and everything is as it should be.</summary>
    public void Settle()
    {
        var loop = cluster.Loop;
        foreach (var client in cluster.Clients)
        {
            client.ExpectSuccess = true;
        }

        // Late writes land and leases end; then the removals that wait for late writes come due once more, after retries with growing delays.
        var limit = loop.Now + (4 * cluster.Options.LateWriteGrace) + TimeSpan.FromHours(3);
        Maintain("retry dead letters", static m => m.RetryDeadLettersAsync());
        loop.RunUntil(() => cluster.Network.LateEffects == 0, limit);
        loop.RunTo(loop.Now + Leases);
        while (loop.Now < limit && !IsAtRest())
        {
            Maintain("sweep", static m => m.SweepAsync());
            Replay();
            loop.RunTo(loop.Now + SweepEvery);
        }

        cluster.Model.ObserveAll("settling");
        cluster.CheckRows();
        _rules.CheckStored();
        _rules.CheckSettled();
        cluster.Model.Cdn?.CheckTold(cluster.Journal);
        loop.ThrowIfViolated();
    }

    /// <summary>I1: one store after the other loses all its objects; every live version is read byte for byte from the rest, and comes back.</summary>
    public void SurviveTheLossOfEachStore()
    {
        foreach (var store in cluster.Stores)
        {
            Wipe(store);
            foreach (var key in cluster.Model.Keys.Where(k => cluster.Model.Timeline(k).Current is not null))
            {
                Finish(cluster.Clients[0].ReadAsync(key, new ReadOptions { VerifyHash = true }), $"reading '{key}' without {store.Name}");
            }

            Maintain("repair", m => m.RepairAsync(store.Name));
            Settle();
            CheckHealed(store);
        }
    }

    private void CheckHealed(SimStore store)
    {
        foreach (var key in cluster.Model.Keys)
        {
            if (cluster.Model.Timeline(key).Current is { } live && store.Tampered.Contains(cluster.Model.Intents[live].ObjectKey) && Effects.Now(store.Inner.FindAsync(cluster.Model.Intents[live].ObjectKey)) is null)
            {
                cluster.Loop.Violate("I5", $"{live} of '{key}' was lost from {store.Name} and not repaired.");
            }
        }

        cluster.Loop.ThrowIfViolated();
    }

    // What the simulation damaged elsewhere may have its last good copy here.
    private void Wipe(SimStore store)
    {
        var damaged = cluster.Stores.Where(s => s != store).SelectMany(static s => s.Tampered).ToHashSet(StringComparer.Ordinal);
        foreach (var intent in cluster.Model.Intents.Values.Where(i => !damaged.Contains(i.ObjectKey)))
        {
            store.Lose(intent.ObjectKey);
        }
    }

    // A person mends what was reported, and has it sent again.
    private void Replay()
    {
        if (cluster.Options.Cdn)
        {
            Effects.Now(cluster.Journal.ReplayAsync(null));
        }
    }

    private bool IsAtRest() => cluster.Network.LateEffects == 0
        && cluster.Broker.Ready == 0
        && Effects.Now(cluster.Inspector.ListWorkAsync(new WorkQuery { Limit = 1 })).Count == 0
        && Effects.Now(cluster.Inspector.GetStatusAsync()) is { Pending: 0, AwaitingRemoval: 0, UnderReplicated: 0 }
        && (!cluster.Options.Cdn || CdnModel.IsAtRest(cluster.Journal));

    private void Maintain(string what, Func<Maintenance.IStorageMaintenance, Task> call) => Finish(cluster.Clients[0].MaintainAsync(what, call), what);

    private void Finish(Task task, string what)
    {
        var loop = cluster.Loop;
        if (!loop.RunUntil(() => task.IsCompleted, loop.Now + OperationLimit))
        {
            loop.Violate("liveness", $"{what} hangs. Calls under way: {string.Join("; ", cluster.Clients.SelectMany(static c => c.Node.InFlight).Select(static c => c.Info))}.");
        }

        loop.ThrowIfViolated();
    }
}
