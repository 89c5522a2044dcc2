using System.Buffers;

using ResilientStorage.Simulation.Faults;
using ResilientStorage.Simulation.Stores;
using ResilientStorage.Stores;
using ResilientStorage.Testing;

namespace ResilientStorage.Simulation.Kernel;

public sealed class SimNetworkTests
{
    private static readonly TimeSpan LateBy = TimeSpan.FromMinutes(5);

    [Fact]
    public void Delay_OnVirtualTime_ContinuesOnTheLoopThread() => SimThread.Run(() =>
    {
        var loop = new SimLoop(new SimRandom(1));
        var node = new SimNetwork(loop, new CrashPointPolicy(new SimRandom(2), LateBy)).AddNode("n");
        var thread = 0;
        var task = WaitAsync();
        Assert.True(loop.RunUntil(() => task.IsCompleted, TimeSpan.FromHours(1)));
        Assert.Equal(Environment.CurrentManagedThreadId, thread);
        Assert.Equal(TimeSpan.FromSeconds(90), loop.Now);

        async Task WaitAsync()
        {
            await Task.Delay(TimeSpan.FromSeconds(30), node.Time).ConfigureAwait(false);
            using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1), node.Time);
            await Task.WhenAny(new TaskCompletionSource().Task.WaitAsync(limit.Token)).ConfigureAwait(false);
            thread = Environment.CurrentManagedThreadId;
        }
    });

    [Fact]
    public void Call_FromAnotherThread_IsAViolation() => SimThread.Run(() =>
    {
        var world = new World();
        SimViolationException? found = null;
        var other = new Thread(() => found = Assert.Throws<SimViolationException>(() => { _ = world.Put("k", 1); }));
        other.Start();
        other.Join();
        Assert.Equal("one thread", found!.Invariant);
        Assert.Throws<SimViolationException>(world.Loop.ThrowIfViolated);
    });

    [Theory]
    [InlineData(0, true, true)]
    [InlineData(1, false, false)]
    [InlineData(2, false, true)]
    internal void Crash_InAPut_HasTheOutcomeAskedFor(int effect, bool atOnce, bool later) => SimThread.Run(() =>
    {
        var world = new World();
        world.Policy.Arm(world.Node, 1, (CallEffect)effect);
        var resumed = false;
        var task = PutAsync();
        Assert.Equal(atOnce, world.Store.Read("k") is not null);
        world.Loop.RunTo(LateBy + TimeSpan.FromSeconds(1));
        Assert.Equal(later, world.Store.Read("k") is not null);
        Assert.False(world.Node.IsAlive);
        Assert.False(resumed);
        Assert.False(task.IsCompleted);

        async Task PutAsync()
        {
            try
            {
                await world.Put("k", 1).ConfigureAwait(false);
            }
            finally
            {
                resumed = true;
            }
        }
    });

    [Fact]
    public void Crash_WithTimersAndCallsUnderWay_RunsNoneOfThem() => SimThread.Run(() =>
    {
        var world = new World();
        world.Policy.Arm(world.Node, 3, CallEffect.Never);
        var resumed = 0;
        _ = ThenAsync(world.Put("a", 1));
        _ = ThenAsync(Task.Delay(TimeSpan.FromSeconds(5), world.Node.Time));
        _ = ThenAsync(world.Put("b", 1));
        _ = ThenAsync(world.Put("c", 1));
        _ = ThenAsync(world.Put("after", 1));
        world.Loop.RunTo(TimeSpan.FromHours(1));
        Assert.Equal(0, resumed);
        Assert.Empty(world.Store.List());

        async Task ThenAsync(Task task)
        {
            await task.ConfigureAwait(false);
            resumed++;
        }
    });

    [Fact]
    public void LateWrite_AfterTheBufferWasReused_LandsWithTheOldBytes() => SimThread.Run(() =>
    {
        var world = new World();
        world.Policy.Arm(world.Node, 1, CallEffect.Late);
        var buffer = new byte[] { 7, 7, 7 };
        _ = world.Driver.PutAsync("k", new ReadOnlySequence<byte>(buffer), new PutObjectOptions());
        Array.Clear(buffer);
        world.Loop.RunTo(TimeSpan.FromHours(1));
        Assert.Equal([7, 7, 7], world.Store.Read("k"));
    });

    [Fact]
    public void Put_WhoseBufferIsReusedBeforeItEnds_StoresWhatTheBufferHoldsThen() => SimThread.Run(() =>
    {
        var world = new World();
        var buffer = new byte[] { 7, 7, 7 };
        _ = world.Driver.PutAsync("k", new ReadOnlySequence<byte>(buffer), new PutObjectOptions());
        Array.Clear(buffer);
        world.Loop.RunTo(TimeSpan.FromHours(1));
        Assert.Equal([0, 0, 0], world.Store.Read("k"));
    });

    [Fact]
    public void Cancel_OfACallUnderWay_EndsIt() => SimThread.Run(() =>
    {
        var world = new World();
        using var cancel = new CancellationTokenSource();
        var task = world.Driver.PutAsync("k", new ReadOnlySequence<byte>([1]), new PutObjectOptions(), cancel.Token);
        cancel.Cancel();
        world.Loop.RunTo(TimeSpan.FromSeconds(1));
        Assert.True(task.IsCanceled);
    });

    private sealed class World
    {
        public World()
        {
            Loop = new SimLoop(new SimRandom(1));
            Policy = new CrashPointPolicy(new SimRandom(2), LateBy);
            var network = new SimNetwork(Loop, Policy);
            Node = network.AddNode("n");
            Store = new SimStore("main", StoreRole.Main, new InMemoryObjectStore(Node.Time));
            Driver = new SimObjectStore(network, Node, Store);
        }

        public SimLoop Loop { get; }

        public CrashPointPolicy Policy { get; }

        public SimNode Node { get; }

        public SimStore Store { get; }

        public SimObjectStore Driver { get; }

        public Task<StoredObject> Put(string key, byte value) => Driver.PutAsync(key, new ReadOnlySequence<byte>([value]), new PutObjectOptions());
    }
}
