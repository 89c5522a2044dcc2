using ResilientStorage.Configuration;
using ResilientStorage.Ledger;
using ResilientStorage.Stores;
using ResilientStorage.Testing;

namespace ResilientStorage.Uploads;

/// <summary>Uploads that stores, ledger or earlier uploads refuse; idempotency keys; progress.</summary>
public sealed class UploadDoorTests
{
    [Theory]
    [InlineData(Small.Window, true)]
    [InlineData(Small.Window + 1, false)]
    public async Task UploadAsync_StoreWithoutParts_TakesThePartsInFlightAndNoMore(int size, bool taken)
    {
        await using var test = Small.Storage(wrapMain: static store => new SinglePutStore(store));
        using var known = new MemoryStream(TestContent.Bytes(size));
        using var unknown = new SourceStream(TestContent.Bytes(size));

        if (taken)
        {
            Assert.Equal(size, (await test.Storage.UploadAsync("known.bin", known)).Length);
            Assert.Equal(size, (await test.Storage.UploadAsync("unknown.bin", unknown)).Length);
            return;
        }

        var atTheDoor = await Assert.ThrowsAsync<StorageException>(() => test.Storage.UploadAsync("known.bin", known));
        Assert.Equal((StorageErrorKind.InvalidRequest, TestStorage.MainName, 0L), (atTheDoor.Kind, atTheDoor.Store, known.Position));
        Assert.Empty(test.MainFaults.Calls);
        Assert.Empty(await test.VersionsAsync("known.bin"));
        var onTheWay = await Assert.ThrowsAsync<UploadFailedException>(() => test.Storage.UploadAsync("unknown.bin", unknown));
        Assert.Equal((StorageErrorKind.InvalidRequest, TestStorage.MainName), (onTheWay.Kind, onTheWay.Store));
        Assert.Contains($"{Small.Window}", onTheWay.Message, StringComparison.Ordinal);
        Assert.Equal(Small.Window + 1, unknown.BytesRead);
        Assert.DoesNotContain(test.BackupFaults.Calls, static call => call.Operation == StoreOperation.BeginMultipart);
    }

    [Theory]
    [InlineData(1_000, true)]
    [InlineData(1_001, false)]
    public async Task UploadAsync_LongerThanTheStoreTakes_RefusedBeforeAnything(int size, bool taken)
    {
        var backup = new InMemoryObjectStore(capabilities: new ObjectStoreCapabilities { MinPartSize = 1, MaxObjectSize = 1_000 });
        await using var test = Small.Storage(backup: backup);

        var upload = test.Storage.UploadAsync("a.bin", new byte[size]);

        Assert.Equal(taken, upload.IsCompletedSuccessfully);
        if (!taken)
        {
            var error = await Assert.ThrowsAsync<StorageException>(() => upload);
            Assert.Equal((StorageErrorKind.InvalidRequest, TestStorage.BackupName), (error.Kind, error.Store));
        }
    }

    [Fact]
    public async Task UploadAsync_PartsSmallerThanTheStoreTakes_RefusedBeforeAnything()
    {
        var backup = new InMemoryObjectStore(capabilities: new ObjectStoreCapabilities { MinPartSize = Small.Part + 1 });
        await using var test = Small.Storage(backup: backup);
        await test.Storage.UploadAsync("small.bin", new byte[Small.Window]);

        var error = await Assert.ThrowsAsync<StorageException>(() => test.Storage.UploadAsync("a.bin", new byte[Small.Window + 1]));

        Assert.Equal((StorageErrorKind.InvalidRequest, TestStorage.BackupName), (error.Kind, error.Store));
        Assert.Contains("PartSize", error.Message, StringComparison.Ordinal);
        Assert.Empty(await test.VersionsAsync("a.bin"));
    }

    [Fact]
    public async Task UploadAsync_PublicReadWhereAStoreCannot_RefusedWithItsName()
    {
        var backup = new InMemoryObjectStore(capabilities: new ObjectStoreCapabilities { MinPartSize = 1 });
        await using var test = Small.Storage(backup: backup);

        var error = await Assert.ThrowsAsync<StorageException>(() => test.Storage.UploadAsync("a.bin", new byte[1], new UploadOptions { Access = ResourceAccess.PublicRead }));

        Assert.Equal((StorageErrorKind.InvalidRequest, TestStorage.BackupName), (error.Kind, error.Store));
        Assert.Contains("'backup'", error.Message, StringComparison.Ordinal);
        Assert.Empty(test.MainFaults.Calls);
    }

    [Fact]
    public async Task UploadAsync_LedgerHasAnActiveStoreThatThisNodeLacks_RefusedWithItsName()
    {
        await using var test = Small.Storage();
        await test.Ledger.OpenAsync(new LedgerOpening
        {
            Instance = "default",
            NewLedgerId = Guid.Empty,
            Stores =
            [
                new StoreRegistration(TestStorage.MainName, StoreRole.Main, new StorePlace("in-memory", "", TestStorage.MainName)),
                new StoreRegistration(TestStorage.BackupName, StoreRole.Backup, new StorePlace("in-memory", "", TestStorage.BackupName)),
                new StoreRegistration("vultr", StoreRole.Backup, new StorePlace("s3", "", "photos")),
            ],
        });

        var error = await Assert.ThrowsAsync<LedgerException>(() => test.Storage.UploadAsync("a.bin", new byte[1]));

        Assert.Equal(LedgerErrorKind.Configuration, error.Kind);
        Assert.Contains("'vultr'", error.Message, StringComparison.Ordinal);
        Assert.Empty(test.MainFaults.Calls);
    }

    [Fact]
    public async Task UploadAsync_AnyContent_TheSameBuffersToAllStores()
    {
        var main = new CapturingStore();
        var backup = new CapturingStore();
        var clock = new ManualTimeProvider();
        var options = new ResilientStorageOptions();
        Small.Parts(options);
        await using var engine = new StorageEngine(new EngineSetup
        {
            Instance = "default",
            Stores =
            [
                new EngineStore("main", StoreRole.Main, new StorePlace("in-memory", "", "main"), main),
                new EngineStore("backup", StoreRole.Backup, new StorePlace("in-memory", "", "backup"), backup),
            ],
            Ledger = new InMemoryResourceLedger(new InMemoryLedgerDatabase(clock)),
            Queue = new InMemoryDeleteQueue(clock),
            Options = options,
            Time = clock,
        });

        await engine.Storage.UploadAsync("a.bin", TestContent.Bytes(Small.Window));

        Assert.Equal(Small.InFlight, main.Buffers.Count);
        Assert.Equal(main.Buffers, backup.Buffers, ReferenceEqualityComparer.Instance);
    }

    [Fact]
    public async Task UploadAsync_KnownIdempotencyKeyAndSameContent_FirstResourceAndNothingSent()
    {
        await using var test = Small.Storage();
        var content = TestContent.Bytes(Small.Window + 1);
        var options = new UploadOptions { IdempotencyKey = "request-1" };
        var first = await test.Storage.UploadAsync("a.bin", content, options);
        test.MainFaults.ForgetCalls();
        using var again = new SourceStream(content);

        var second = await test.Storage.UploadAsync("a.bin", again, options);

        Assert.Equal(first.VersionId, second.VersionId);
        Assert.Empty(test.MainFaults.Calls);
        Assert.Equal(content.Length, again.BytesRead);
        Assert.Single(await test.VersionsAsync("a.bin"));
    }

    [Theory]
    [InlineData("a.bin", 2)]
    [InlineData("b.bin", 1)]
    public async Task UploadAsync_KnownIdempotencyKeyForOtherContentOrAnotherKey_InvalidRequest(string key, byte content)
    {
        await using var test = Small.Storage();
        var options = new UploadOptions { IdempotencyKey = "request-1" };
        var first = await test.Storage.UploadAsync("a.bin", new byte[] { 1 }, options);

        var error = await Assert.ThrowsAsync<UploadFailedException>(() => test.Storage.UploadAsync(key, new[] { content }, options));

        Assert.Equal(StorageErrorKind.InvalidRequest, error.Kind);
        Assert.Contains(first.VersionId.ToString(), error.Message, StringComparison.Ordinal);
        Assert.Equal(first.VersionId, (await test.Storage.FindAsync("a.bin"))!.VersionId);
    }

    [Fact]
    public async Task UploadAsync_IdempotencyKeyOfAPendingUpload_RefusedAndFreeOnceItFailed()
    {
        await using var test = Small.Storage();
        var options = new UploadOptions { IdempotencyKey = "request-1" };
        test.MainFaults.On(StoreOperation.Put).ForKeys(static key => key.StartsWith('a')).Call(1).Hang();
        using var cancel = new CancellationTokenSource();
        var first = test.Storage.UploadAsync("a.bin", new byte[1], options, cancel.Token);

        await Assert.ThrowsAsync<ResourceAlreadyExistsException>(() => test.Storage.UploadAsync("b.bin", new byte[1], options));
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);

        Assert.Equal(1, (await test.Storage.UploadAsync("b.bin", new byte[1], options)).Length);
    }

    [Fact]
    public async Task UploadAsync_IdempotentRepeatWhoseSourceThrows_ThatVeryException()
    {
        await using var test = Small.Storage();
        var options = new UploadOptions { IdempotencyKey = "request-1" };
        await test.Storage.UploadAsync("a.bin", new byte[10], options);
        var error = new IOException("gone");
        using var source = new SourceStream(new byte[10]) { TroubleAt = 5, Error = error };

        Assert.Same(error, await Assert.ThrowsAsync<IOException>(() => test.Storage.UploadAsync("a.bin", source, options)));
        Assert.NotNull(await test.Storage.FindAsync("a.bin"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(Small.Window + 1)]
    [InlineData((10 * Small.Part) + 7)]
    public async Task UploadAsync_Progress_GrowsAndEndsAtTheTotal(int size)
    {
        await using var test = Small.Storage();
        var steps = new Steps();

        await test.Storage.UploadAsync("a.bin", TestContent.Bytes(size), new UploadOptions { Progress = steps });

        Assert.Equal(new UploadProgress(size, size, size), steps.Seen[^1]);
        Assert.Equal(steps.Seen.OrderBy(static step => step.BytesStored).ThenBy(static step => step.BytesRead), steps.Seen);
        Assert.All(steps.Seen, static step => Assert.InRange(step.BytesStored, 0, step.BytesRead));
    }

    [Fact]
    public async Task UploadAsync_ProgressOfUnknownLength_NoTotal()
    {
        await using var test = Small.Storage();
        var steps = new Steps();
        using var source = new SourceStream(TestContent.Bytes(10));

        await test.Storage.UploadAsync("a.bin", source, new UploadOptions { Progress = steps });

        Assert.Equal([new UploadProgress(10, 10, null)], steps.Seen);
    }

    [Theory]
    [InlineData(10_000L * Small.Part, Small.Part)]
    [InlineData((10_000L * Small.Part) + 1, 2 * Small.Part)]
    [InlineData(25_000L * Small.Part, 3 * Small.Part)]
    public void PlanFor_LongContent_PartsGrowInWholeSizes(long length, int partSize)
    {
        var options = new ResilientStorageOptions();
        Small.Parts(options);

        var plan = PartPlan.For(options, length);

        Assert.Equal((partSize, partSize / 8), (plan.PartSize, plan.BlockSize));
        Assert.InRange(plan.MaxLength, length, long.MaxValue);
    }

    [Fact]
    public void PlanFor_LongerThanTenThousandPartsOfAGibibyte_InvalidRequest()
    {
        var error = Assert.Throws<StorageException>(static () => PartPlan.For(new ResilientStorageOptions(), (10_000L << 30) + 1));

        Assert.Equal(StorageErrorKind.InvalidRequest, error.Kind);
    }

    private sealed class Steps : IProgress<UploadProgress>
    {
        public List<UploadProgress> Seen { get; } = [];

        public void Report(UploadProgress value) => Seen.Add(value);
    }
}
