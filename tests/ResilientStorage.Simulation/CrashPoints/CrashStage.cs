using ResilientStorage.Simulation.Kernel;
using ResilientStorage.Simulation.Model;
using ResilientStorage.Simulation.Scenarios;

namespace ResilientStorage.Simulation.CrashPoints;

/// <summary>What a scenario acts on.</summary>
internal sealed class CrashStage(SimCluster cluster, SimClient client)
{
    public const string Key = "a";
    private int _contents;

    public SimCluster Cluster { get; } = cluster;

    public SimClient Client { get; } = client;

    public Task UploadAsync(int length, UploadOptions? options = null, TimeSpan? stagedFor = null) =>
        Client.UploadAsync(new SimContent(Key, ++_contents, length), options ?? new UploadOptions(), stagedFor: stagedFor);

    public Task AbandonAsync(int length, TimeSpan stagedFor) =>
        Client.AbandonAsync(new SimContent(Key, ++_contents, length), new UploadOptions(), stagedFor);

    public Task WaitAsync(TimeSpan time) => Client.Node.DelayAsync(time);

    public Task WorkAsync() => Client.MaintainAsync("work", static m => m.RunPendingWorkAsync());

    /// <summary>Tells the CDN what waits.</summary>
    public Task FlushAsync() => Client.MaintainAsync("flush", _ => Client.Batcher!.FlushAsync());

    /// <summary>CloudFront refuses a path, and with it whole batches, until the world heals.</summary>
    public void RefusePath(string path) => Cluster.CloudFront!.RefusedPaths.Add(path);

    /// <summary>CloudFront answers nothing but errors until the world heals.</summary>
    public void LoseCloudFront() => Cluster.CloudFront!.IsOut = true;

    /// <summary>A scenario that comes to its end without what it is about proves nothing.</summary>
    public void Demand(bool hasHappened, string what)
    {
        if (!hasHappened)
        {
            Cluster.Loop.Violate("scenario", $"It was to show {what}, and did not.");
        }
    }

    /// <summary>Takes the live version's copy out of the main store.</summary>
    public void LoseMain() => Cluster.Stores[0].Lose(LiveObjectKey);

    /// <summary>Changes a byte of the live version's copy in the main store.</summary>
    public void RotMain() => Cluster.Stores[0].Rot(LiveObjectKey, 1000);

    private string LiveObjectKey => Cluster.Model.Intents[Cluster.Model.Timeline(Key).Current!.Value].ObjectKey;
}
