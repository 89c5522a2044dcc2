using System.Buffers;
using System.Text.Json.Nodes;
using ResilientStorage.Alerts;
using ResilientStorage.Testing;
using ResilientStorage.Uploads;

namespace ResilientStorage.Stores.Ownership;

/// <summary>The owner marker: written once, and believed before anything is written, removed or called missing.</summary>
public sealed class StoreOwnershipTests
{
    private const string Marker = ".resilient-storage/owner.json";

    [Fact]
    public async Task Marker_FirstUpload_WrittenOnceBeforeTheObjectAndRecorded()
    {
        await using var test = Small.Storage();

        await test.Storage.UploadAsync("a.bin", new byte[1]);
        await test.Storage.UploadAsync("b.bin", new byte[1]);

        var puts = test.MainFaults.Calls.Where(static call => call.Operation == StoreOperation.Put).Select(static call => call.Key).ToList();
        Assert.Equal(3, puts.Count);
        Assert.Equal(Marker, puts[0]);
        Assert.Single(puts, Marker);
        var marker = Read(test.Main);
        var status = await test.Maintenance.GetStatusAsync();
        Assert.Equal((status.LedgerId.ToString(), "default", TestStorage.MainName, 1), ((string?)marker["ledgerId"], (string?)marker["instance"], (string?)marker["store"], (int)marker["generation"]!));
        Assert.Equal(status.Ledger.Stores[0].Store.MarkerId.ToString(), (string?)marker["markerId"]);
        Assert.NotEqual((string?)marker["markerId"], (string?)Read(test.Backup)["markerId"]);
    }

    [Fact]
    public async Task Marker_TwoEnginesOfOneLedger_TheSameMarker()
    {
        await using var first = Small.Storage();
        await using var second = Small.Storage(database: first.Database, main: first.Main, backup: first.Backup, clock: first.Clock);
        await Task.WhenAll(first.Maintenance.GetStatusAsync(), second.Maintenance.GetStatusAsync());

        await first.Storage.UploadAsync("a.bin", new byte[1]);
        var marker = first.Main.ReadBytes(Marker);
        await second.Storage.UploadAsync("b.bin", new byte[1]);

        Assert.Equal(marker, first.Main.ReadBytes(Marker));
    }

    [Theory]
    [InlineData("ledgerId", "11111111-1111-1111-1111-111111111111", "belongs to the ledger 11111111")]
    [InlineData("store", "elsewhere", "store 'elsewhere'")]
    [InlineData("instance", "documents", "instance 'documents'")]
    [InlineData("generation", "7", "older copy")]
    public async Task Marker_Foreign_UploadRefusedWithTheStoreAndTheCauseAndNothingWritten(string property, string value, string cause)
    {
        await using var test = Small.Storage();
        await test.Storage.UploadAsync("a.bin", new byte[1]);
        await Change(test.Backup, property, value);
        await using var later = Small.Storage(database: test.Database, main: test.Main, backup: test.Backup, clock: test.Clock);

        var error = await Assert.ThrowsAsync<UploadFailedException>(() => later.Storage.UploadAsync("b.bin", new byte[1]));

        Assert.Equal((StorageErrorKind.InvalidRequest, TestStorage.BackupName), (error.Kind, error.Store));
        Assert.Contains(cause, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(later.BackupFaults.Calls, static call => call.Operation is StoreOperation.Put or StoreOperation.Delete);
        Assert.Single(TestStorage.Objects(test.Backup));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("")]
    [InlineData("{\"ledgerId\":\"x\"}")]
    public async Task Marker_Unreadable_IntegrityErrorThatSaysWhoseStoreItIs(string text)
    {
        await using var test = Small.Storage();
        await test.Main.PutAsync(Marker, new ReadOnlySequence<byte>(System.Text.Encoding.UTF8.GetBytes(text)), new PutObjectOptions());

        var error = await Assert.ThrowsAsync<UploadFailedException>(() => test.Storage.UploadAsync("a.bin", new byte[1]));

        Assert.Equal(TestStorage.MainName, error.Store);
        Assert.Equal(text, System.Text.Encoding.UTF8.GetString(test.Main.ReadBytes(Marker)));
        Assert.Empty(TestStorage.Objects(test.Main));
    }

    [Fact]
    public async Task Marker_MissingInAnEmptiedStore_UploadsAndRepairsStopUntilRepairAsync()
    {
        await using var test = Small.Storage();
        var resource = await test.Storage.UploadAsync("a.bin", new byte[] { 1 });
        test.Main.Clear();
        test.Clock.Advance(TimeSpan.FromHours(1));

        var error = await Assert.ThrowsAsync<UploadFailedException>(() => test.Storage.UploadAsync("b.bin", new byte[1]));
        Assert.Equal((StorageErrorKind.Unavailable, TestStorage.MainName), (error.Kind, error.Store));
        Assert.Contains("RepairAsync(\"main\")", error.Message, StringComparison.Ordinal);
        Assert.Equal(new byte[] { 1 }, await test.Storage.ReadAllBytesAsync("a.bin"));
        Assert.Equal(0, (await test.Maintenance.RunPendingWorkAsync()).Repaired);
        Assert.Empty(test.Main.ObjectKeys);
        test.RunBackground();
        Assert.Contains(test.Alerts.Alerts, static alert => alert.Kind == AlertKind.MarkerMissing && alert.Store == TestStorage.MainName);

        Assert.Equal(1, (await test.Maintenance.RepairAsync(TestStorage.MainName)).Repaired);
        Assert.Equal(new byte[] { 1 }, test.Main.ReadBytes(resource.ObjectKey));
        await test.Storage.UploadAsync("c.bin", new byte[1]);
    }

    [Fact]
    public async Task Marker_SeenLately_NotAskedForAgainWithinTheHour()
    {
        await using var test = Small.Storage();
        await test.Storage.UploadAsync("a.bin", new byte[1]);
        test.MainFaults.ForgetCalls();

        test.Clock.Advance(TimeSpan.FromMinutes(59));
        await test.Storage.UploadAsync("b.bin", new byte[1]);
        Assert.DoesNotContain(test.MainFaults.Calls, static call => call.Key == Marker);
        test.Clock.Advance(TimeSpan.FromMinutes(1));
        await test.Storage.UploadAsync("c.bin", new byte[1]);
        Assert.Single(test.MainFaults.Calls, static call => call.Key == Marker);
    }

    [Fact]
    public async Task RepairAsync_ForeignMarker_RefusedAndNotOverwritten()
    {
        await using var test = Small.Storage();
        await test.Storage.UploadAsync("a.bin", new byte[1]);
        await Change(test.Main, "ledgerId", "11111111-1111-1111-1111-111111111111");
        var foreign = test.Main.ReadBytes(Marker);

        var error = await Assert.ThrowsAsync<StorageException>(() => test.Maintenance.RepairAsync(TestStorage.MainName));

        Assert.Equal((StorageErrorKind.InvalidRequest, TestStorage.MainName), (error.Kind, error.Store));
        Assert.Equal(foreign, test.Main.ReadBytes(Marker));
    }

    [Fact]
    public async Task Marker_LedgerCannotRecordIt_NothingUploadedAndTriedAgainLater()
    {
        await using var test = Small.Storage();
        test.LedgerFaults.On(LedgerOperation.ChangeStore).Call(1).Fail();

        await Assert.ThrowsAsync<UploadFailedException>(() => test.Storage.UploadAsync("a.bin", new byte[1]));
        Assert.Empty(TestStorage.Objects(test.Main));
        await test.Storage.UploadAsync("a.bin", new byte[1]);

        Assert.NotNull((await test.Maintenance.GetStatusAsync()).Ledger.Stores[0].Store.MarkerId);
    }

    [Fact]
    public async Task EnsureReachableAsync_AllThereOrOneDark_NothingOrItsError()
    {
        await using var test = Small.Storage();
        await test.Engine.EnsureReachableAsync(CancellationToken.None);

        await using var later = Small.Storage(database: test.Database, main: test.Main, backup: test.Backup, clock: test.Clock);
        later.BackupFaults.Outage = true;

        Assert.Equal(TestStorage.BackupName, (await Assert.ThrowsAsync<StorageException>(() => later.Engine.EnsureReachableAsync(CancellationToken.None))).Store);
    }

    [Fact]
    public async Task OpenAsync_StoreMoved_AcceptedWhereItsMarkerLiesAndRefusedElsewhere()
    {
        var clock = new ManualTimeProvider();
        var database = new InMemoryLedgerDatabase(clock);
        var main = new InMemoryObjectStore(clock);
        var backup = new InMemoryObjectStore(clock);
        await using (var before = new StorageEngine(Setup("old-bucket", main)))
        {
            await before.Storage.UploadAsync("a.bin", new byte[] { 1 });
        }

        await using (var wrong = new StorageEngine(Setup("new-bucket", new InMemoryObjectStore(clock))))
        {
            var error = await Assert.ThrowsAsync<LedgerException>(() => wrong.Storage.FindAsync("a.bin"));
            Assert.Equal(LedgerErrorKind.Configuration, error.Kind);
            Assert.Contains("'main'", error.Message, StringComparison.Ordinal);
            Assert.Contains("new-bucket", error.Message, StringComparison.Ordinal);
        }

        await using var moved = new StorageEngine(Setup("new-bucket", main));
        Assert.Equal(new byte[] { 1 }, await moved.Storage.ReadAllBytesAsync("a.bin"));
        Assert.Equal("new-bucket", (await moved.Maintenance.GetStatusAsync()).Ledger.Stores[0].Store.Place.Bucket);

        EngineSetup Setup(string bucket, InMemoryObjectStore store) => new()
        {
            Instance = "default",
            Stores =
            [
                new EngineStore("main", StoreRole.Main, new StorePlace("in-memory", "", bucket), store),
                new EngineStore("backup", StoreRole.Backup, new StorePlace("in-memory", "", "backup"), backup),
            ],
            Ledger = new InMemoryResourceLedger(database),
            Queue = new InMemoryDeleteQueue(clock),
            Time = clock,
        };
    }

    private static JsonObject Read(InMemoryObjectStore store) => JsonNode.Parse(store.ReadBytes(Marker))!.AsObject();

    private static async Task Change(InMemoryObjectStore store, string property, string value)
    {
        var marker = Read(store);
        marker[property] = property == "generation" ? int.Parse(value, System.Globalization.CultureInfo.InvariantCulture) : value;
        await store.PutAsync(Marker, new ReadOnlySequence<byte>(System.Text.Encoding.UTF8.GetBytes(marker.ToJsonString())), new PutObjectOptions());
    }
}
