using Xunit.Abstractions;

namespace ResilientStorage.Process.Races;

/// <summary>Two engines, two threads, one SQLite file.</summary>
public sealed class EngineRaceTests(ITestOutputHelper output)
{
    private const int Rounds = 1_000;

    [Fact]
    public async Task TwoFailUploads_OfOneNewKey_ExactlyOneWinsWithItsOwnBytes()
    {
        await using var nodes = new Nodes();
        var firstWins = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var key = $"k{round}";
            var (left, right) = (SeededStream.Bytes((ulong)round, 100), SeededStream.Bytes((ulong)(round + Rounds), 200));
            var (first, second) = await nodes.RaceAsync(() => TryUploadAsync(nodes.First, key, left), () => TryUploadAsync(nodes.Second, key, right));

            Assert.True(first != second, $"Round {round}: first {first}, second {second}.");
            firstWins += first ? 1 : 0;
            var winner = first ? left : right;
            var live = (await nodes.First.Storage().FindAsync(key))!;
            Assert.Equal(winner, await nodes.Second.Storage().ReadAllBytesAsync(key));
            Assert.Equal(winner, await Nodes.BytesAsync(nodes.Main, live.ObjectKey));
            Assert.Equal(winner, await Nodes.BytesAsync(nodes.Backup, live.ObjectKey));
        }

        output.WriteLine($"The first node won {firstWins} of {Rounds} rounds.");
        await nodes.First.Maintenance().RunPendingWorkAsync();
        await AssertSettledAsync(nodes, live: Rounds);
    }

    [Fact]
    public async Task RestoreAgainstTheRemovalWorker_EitherBothStoresHoldTheBytesOrTheyGo()
    {
        await using var nodes = new Nodes();
        var restored = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var key = $"k{round}";
            var bytes = SeededStream.Bytes((ulong)round, 100);
            var objectKey = (await nodes.First.Storage().UploadAsync(key, bytes.AsMemory())).ObjectKey;
            await nodes.First.Storage().DeleteAsync(key);
            var (wasRestored, _) = await nodes.RaceAsync(() => TryRestoreAsync(nodes.First, key), () => WorkAsync(nodes.Second));

            restored += wasRestored ? 1 : 0;
            var expected = wasRestored ? bytes : null;
            Assert.Equal(wasRestored, await nodes.Second.Storage().ExistsAsync(key));
            Assert.Equal(expected, await Nodes.BytesAsync(nodes.Main, objectKey));
            Assert.Equal(expected, await Nodes.BytesAsync(nodes.Backup, objectKey));
        }

        output.WriteLine($"{restored} of {Rounds} rounds were restored.");
        await AssertSettledAsync(nodes, live: restored);
    }

    [Fact]
    public async Task Restore_BeforeAndAfterTheWorker_ReallyHasBothOutcomes()
    {
        await using var nodes = new Nodes();
        await nodes.First.Storage().UploadAsync("k", new byte[] { 1 }.AsMemory());
        await nodes.First.Storage().DeleteAsync("k");
        Assert.True(await TryRestoreAsync(nodes.First, "k"));
        await WorkAsync(nodes.Second);
        Assert.True(await nodes.Second.Storage().ExistsAsync("k"));

        await nodes.First.Storage().DeleteAsync("k");
        await WorkAsync(nodes.Second);
        Assert.False(await TryRestoreAsync(nodes.First, "k"));
        await AssertSettledAsync(nodes, live: 0);
    }

    private static async Task<bool> TryUploadAsync(IServiceProvider node, string key, byte[] content)
    {
        try
        {
            await node.Storage().UploadAsync(key, content.AsMemory(), new UploadOptions { IfExists = IfExists.Fail });
            return true;
        }
        catch (ResourceAlreadyExistsException)
        {
            return false;
        }
    }

    private static async Task<bool> TryRestoreAsync(IServiceProvider node, string key)
    {
        try
        {
            await node.Storage().RestoreAsync(key);
            return true;
        }
        catch (Exception refused) when (refused is ResourceUnavailableException or ResourceNotFoundException)
        {
            // The removal has begun, or is done already.
            return false;
        }
    }

    private static async Task<bool> WorkAsync(IServiceProvider node)
    {
        var report = await node.Maintenance().RunPendingWorkAsync();
        Assert.Equal((0, 0), (report.Failed, report.DeadLettered));
        return true;
    }

    private static async Task AssertSettledAsync(Nodes nodes, int live)
    {
        var status = (await nodes.First.Maintenance().GetStatusAsync()).Ledger;
        Assert.Equal((live, 0L, 0L, 0L, 0L), (status.Live, status.Pending, status.AwaitingRemoval, status.UnderReplicated, status.RemovalsDue));
        Assert.All(new[] { nodes.Main, nodes.Backup }, store => Assert.Equal(live + 1, store.ObjectKeys.Count));
    }
}
