using ResilientStorage.Conformance.Meta;
using Xunit.Abstractions;

namespace ResilientStorage.Conformance;

/// <summary>Two complete engines with connections of their own on one PostgreSQL ledger. The stores are in memory: what is raced for is decided in the ledger.</summary>
[NeedsServer(PostgreSqlServer.Variable)]
public sealed class PostgreSqlEngineRaceTests(ITestOutputHelper output) : IAsyncLifetime, IAsyncDisposable
{
    private const int Rounds = 1_000;

    private readonly PostgreSqlLedgerFixture _fixture = new();
    private readonly Race _race = new(seed: 1);
    private HostNode _first = null!;
    private HostNode _second = null!;

    public async Task InitializeAsync()
    {
        await _fixture.InitializeAsync();
        _first = new HostNode(_fixture.CreateLedger);
        _second = new HostNode(_fixture.CreateLedger, _first);
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        await _first.DisposeAsync();
        await _second.DisposeAsync();
        try
        {
            await _fixture.CheckAsync();
        }
        finally
        {
            await _fixture.DisposeAsync();
        }
    }

    [Fact]
    public async Task TwoFailUploads_OfOneNewKey_ExactlyOneWinsWithItsOwnBytes()
    {
        var firstWins = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var key = $"k{round}";
            var (left, right) = (Bytes(round, 100), Bytes(round, 200));
            var (first, second) = await _race.RunAsync(() => TryUploadAsync(_first, key, left), () => TryUploadAsync(_second, key, right));

            Assert.True(first != second, $"Round {round}: first {first}, second {second}.");
            firstWins += first ? 1 : 0;
            Assert.Equal(first ? left : right, await _second.Storage.ReadAllBytesAsync(key));
        }

        output.WriteLine($"The first node won {firstWins} of {Rounds} rounds.");
        Assert.InRange(firstWins, 1, Rounds - 1);
        await _first.Maintenance.RunPendingWorkAsync();
        await AssertSettledAsync(Rounds);
    }

    [Fact]
    public async Task RestoreAgainstTheRemovalWorker_EitherBothStoresHoldTheBytesOrTheyGo()
    {
        var restored = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var key = $"k{round}";
            var bytes = Bytes(round, 100);
            var objectKey = (await _first.Storage.UploadAsync(key, bytes.AsMemory())).ObjectKey;
            await _first.Storage.DeleteAsync(key);
            var (wasRestored, _) = await _race.RunAsync(() => TryRestoreAsync(key), () => _second.Maintenance.RunPendingWorkAsync());

            restored += wasRestored ? 1 : 0;
            Assert.Equal(wasRestored, await _second.Storage.ExistsAsync(key));
            Assert.Equal((wasRestored, wasRestored), (_first.Main.ObjectKeys.Contains(objectKey), _first.Backup.ObjectKeys.Contains(objectKey)));
            if (wasRestored)
            {
                Assert.Equal(bytes, await _second.Storage.ReadAllBytesAsync(key));
            }
        }

        output.WriteLine($"{restored} of {Rounds} rounds were restored.");
        Assert.InRange(restored, 1, Rounds - 1);
        await AssertSettledAsync(restored);
    }

    private static byte[] Bytes(int seed, int length)
    {
        var bytes = new byte[length];
        new Random(seed + length).NextBytes(bytes);
        return bytes;
    }

    private static async Task<bool> TryUploadAsync(HostNode node, string key, byte[] content)
    {
        try
        {
            await node.Storage.UploadAsync(key, content.AsMemory(), new UploadOptions { IfExists = IfExists.Fail });
            return true;
        }
        catch (ResourceAlreadyExistsException)
        {
            return false;
        }
    }

    private async Task<bool> TryRestoreAsync(string key)
    {
        try
        {
            await _first.Storage.RestoreAsync(key);
            return true;
        }
        catch (Exception refused) when (refused is ResourceUnavailableException or ResourceNotFoundException)
        {
            // The removal has begun, or is done already.
            return false;
        }
    }

    private async Task AssertSettledAsync(int live)
    {
        var status = (await _first.Maintenance.GetStatusAsync()).Ledger;
        Assert.Equal((live, 0L, 0L, 0L, 0L), (status.Live, status.Pending, status.AwaitingRemoval, status.UnderReplicated, status.RemovalsDue));
        Assert.Equal(2 * live, _first.ObjectCount);
    }
}
