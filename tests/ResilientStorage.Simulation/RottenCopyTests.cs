using ResilientStorage.Simulation.CrashPoints;
using ResilientStorage.Simulation.Faults;
using ResilientStorage.Simulation.Kernel;
using ResilientStorage.Simulation.Ledgers;
using ResilientStorage.Simulation.Scenarios;

namespace ResilientStorage.Simulation;

public sealed class RottenCopyTests
{
    /// <summary>The rotten object has the right length: looking at it after a lost answer must not count as the repair's proof (I6).</summary>
    [Fact]
    public void Repair_WhosePutIsNotAnswered_DoesNotTakeTheRottenObjectForItsOwn() => SimThread.Run(() =>
    {
        var loop = new SimLoop(new SimRandom(1));
        var policy = new UnansweredPutPolicy("main");
        var options = new ClusterOptions { OpenDatabase = static clock => new InMemoryDatabase(clock), BuildEngine = EngineFactory.Build, Keys = [CrashStage.Key] };
        using var cluster = new SimCluster(new SimRandom(2), policy, loop, options);
        var stage = new CrashStage(cluster, cluster.Start("n1", runWorker: false));
        Finish(stage.UploadAsync(3000));
        stage.RotMain();
        policy.IsArmed = true;
        Finish(stage.Client.ReadAsync(CrashStage.Key, new ReadOptions { ReadRepair = ReadRepair.BeforeResponse }));
        Assert.False(policy.IsArmed);

        var settling = new Settling(cluster);
        settling.Settle();
        Assert.Empty(cluster.Stores[0].Tampered);

        void Finish(Task task) => Assert.True(loop.RunUntil(() => task.IsCompleted, loop.Now + TimeSpan.FromHours(1)));
    });
}
