using ResilientStorage.Alerts;
using ResilientStorage.Stores;
using ResilientStorage.Testing;

namespace ResilientStorage.Uploads;

/// <summary>Stores that fail, lose their answers, or lie.</summary>
public sealed class UploadFaultTests
{
    private const int Long = Small.Window + (2 * Small.Part);

    private static readonly StorageErrorKind[] Errors =
        [StorageErrorKind.AccessDenied, StorageErrorKind.Throttled, StorageErrorKind.Unavailable, StorageErrorKind.Timeout, StorageErrorKind.Integrity, StorageErrorKind.InvalidRequest, StorageErrorKind.QuotaExceeded, StorageErrorKind.Unknown, StorageErrorKind.PreconditionFailed];

    private static readonly (StoreOperation Operation, int Size)[] Writes =
        [(StoreOperation.Put, 10), (StoreOperation.BeginMultipart, Long), (StoreOperation.PutPart, Long), (StoreOperation.CompleteMultipart, Long)];

    public static TheoryData<string, StoreOperation, int, StorageErrorKind> Failures
    {
        get
        {
            var data = new TheoryData<string, StoreOperation, int, StorageErrorKind>();
            foreach (var where in new[] { TestStorage.MainName, TestStorage.BackupName, "both" })
            {
                foreach (var (operation, size) in Writes)
                {
                    foreach (var kind in Errors)
                    {
                        data.Add(where, operation, size, kind);
                    }
                }
            }

            return data;
        }
    }

    public static TheoryData<string, StoreOperation, int> LostAnswers
    {
        get
        {
            var data = new TheoryData<string, StoreOperation, int>();
            foreach (var (operation, size) in Writes)
            {
                data.Add(TestStorage.MainName, operation, size);
                data.Add(TestStorage.BackupName, operation, size);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task UploadAsync_StoreFailsForGood_NamedErrorAndNoResidue(string where, StoreOperation operation, int size, StorageErrorKind kind)
    {
        await using var test = Small.Storage();
        await test.Storage.UploadAsync("first.bin", new byte[1]);
        foreach (var (name, plan) in new[] { (TestStorage.MainName, test.MainFaults), (TestStorage.BackupName, test.BackupFaults) })
        {
            if (where == name || where == "both")
            {
                plan.On(operation).Fail(kind);
            }
        }

        var error = await Assert.ThrowsAsync<UploadFailedException>(() => test.Storage.UploadAsync("a.bin", TestContent.Bytes(size)));

        Assert.Equal(kind, error.Kind);
        Assert.Equal(where == TestStorage.BackupName ? TestStorage.BackupName : TestStorage.MainName, error.Store);
        Assert.Contains($"'{error.Store}'", error.Message, StringComparison.Ordinal);
        Assert.Contains("queued for removal", error.Message, StringComparison.Ordinal);
        Assert.False(error.OutcomeUnknown);
        test.RunBackground();
        var alert = Assert.Single(test.Alerts.Alerts);
        Assert.Equal((AlertKind.UploadGivenUp, error.Store, error.VersionId), (alert.Kind, alert.Store, alert.VersionId));
        test.Heal();
        await test.Storage.PurgeAsync("first.bin");
        await UploadSourceTests.NothingLeftAsync(test, error.Store!);
    }

    [Theory]
    [MemberData(nameof(LostAnswers))]
    public async Task UploadAsync_AnswerLost_LiveAndRemovedTwiceAfterADelete(string where, StoreOperation operation, int size)
    {
        await using var test = Small.Storage(static options => options.DeletedRetention = options.ReaderGrace = TimeSpan.Zero);
        await test.Storage.UploadAsync("first.bin", new byte[1]);
        var content = TestContent.Bytes(size);
        var plan = where == TestStorage.MainName ? test.MainFaults : test.BackupFaults;
        var store = where == TestStorage.MainName ? test.Main : test.Backup;
        plan.On(operation).Call(1).LoseAnswer();

        var resource = await test.Storage.UploadAsync("a.bin", content);

        Assert.Equal(content, store.ReadBytes(resource.ObjectKey));
        Assert.Empty(test.Alerts.Alerts);

        // The lost write may still land: so the object is removed again at the delete + LateWriteGrace, and only there.
        await test.Storage.DeleteAsync("a.bin");
        await test.Maintenance.RunPendingWorkAsync();
        Assert.Equal(ReplicaState.Removing, await test.StateInAsync(where, resource.VersionId));
        Assert.Equal(ReplicaState.Removed, await test.StateInAsync(where == TestStorage.MainName ? TestStorage.BackupName : TestStorage.MainName, resource.VersionId));
        await store.PutAsync(resource.ObjectKey, new System.Buffers.ReadOnlySequence<byte>(content), new Stores.PutObjectOptions());
        test.Clock.Advance(test.Options.LateWriteGrace - TimeSpan.FromSeconds(1));
        Assert.Equal(0, (await test.Maintenance.RunPendingWorkAsync()).Removed);
        test.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, (await test.Maintenance.RunPendingWorkAsync()).Removed);
        Assert.DoesNotContain(resource.ObjectKey, store.ObjectKeys);
        Assert.Equal(0, store.UnfinishedUploads);
        Assert.Equal(VersionState.Purged, await test.StateAsync(resource.VersionId));
    }

    [Theory]
    [InlineData(StoreOperation.Put, 10, StorageErrorKind.Unknown)]
    [InlineData(StoreOperation.PutPart, Long, StorageErrorKind.Integrity)]
    [InlineData(StoreOperation.CompleteMultipart, Long, StorageErrorKind.Unknown)]
    public async Task UploadAsync_StoreSaysSuccessWithoutProof_Failed(StoreOperation operation, int size, StorageErrorKind kind)
    {
        await using var test = Small.Storage();
        await test.Storage.UploadAsync("first.bin", new byte[1]);
        test.BackupFaults.On(operation).Lie();

        var error = await Assert.ThrowsAsync<UploadFailedException>(() => test.Storage.UploadAsync("a.bin", TestContent.Bytes(size)));

        Assert.Equal((kind, TestStorage.BackupName), (error.Kind, error.Store));
        Assert.Null(await test.Storage.FindAsync("a.bin"));
    }

    [Theory]
    [InlineData(StoreOperation.Put, 10)]
    [InlineData(StoreOperation.PutPart, Long)]
    [InlineData(StoreOperation.CompleteMultipart, Long)]
    public async Task UploadAsync_LieOnce_TriedAgainAndLive(StoreOperation operation, int size)
    {
        await using var test = Small.Storage();
        await test.Storage.UploadAsync("first.bin", new byte[1]);
        var content = TestContent.Bytes(size);
        test.MainFaults.On(operation).Call(1).Lie();

        var resource = await test.Storage.UploadAsync("a.bin", content);

        Assert.Equal(content, test.Main.ReadBytes(resource.ObjectKey));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(100, false)]
    public async Task UploadAsync_BeginOfUnknownOutcome_WhatItBeginsLateIsAborted(int lost, bool succeeds)
    {
        await using var test = Small.Storage();
        test.MainFaults.On(StoreOperation.BeginMultipart).Calls(1, lost).Fail(StorageErrorKind.Timeout);
        Assert.Equal(succeeds, await Record.ExceptionAsync(() => test.Storage.UploadAsync("a.bin", TestContent.Bytes(Long))) is null);
        if (succeeds)
        {
            await test.Storage.DeleteAsync("a.bin", new DeleteOptions { Retention = TimeSpan.Zero });
            test.Clock.Advance(test.Options.ReaderGrace);
        }

        await test.Maintenance.RunPendingWorkAsync();
        var version = Assert.Single(await test.VersionsAsync("a.bin"));
        await test.Main.BeginMultipartAsync(version.Replicas[0].ObjectKey, 1, new PutObjectOptions());
        test.Clock.Advance(test.Options.LateWriteGrace);
        await test.Maintenance.RunPendingWorkAsync();

        Assert.Equal(0, test.Main.UnfinishedUploads);
        Assert.Equal(VersionState.Purged, Assert.Single(await test.VersionsAsync("a.bin")).State);
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public async Task UploadAsync_TransientErrors_ThreeRetriesHalfASecondApart(int failures, bool succeeds)
    {
        await using var test = Small.Storage(static options => options.Resilience.Foreground.RetryDelay = TimeSpan.FromSeconds(0.5));
        var tries = new List<DateTimeOffset>();
        test.MainFaults.On(StoreOperation.Put).ForKeys(Note).Calls(1, failures).Fail(StorageErrorKind.Throttled);

        var upload = test.Storage.UploadAsync("a.bin", new byte[10]);
        test.Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(succeeds ? null : typeof(UploadFailedException), (await Record.ExceptionAsync(() => upload))?.GetType());
        Assert.Equal(4, tries.Count);
        // Half a second, more or less a quarter of it by chance, so that many callers do not come back at once.
        Assert.All(tries.Zip(tries.Skip(1), static (one, next) => next - one), static pause => Assert.InRange(pause.TotalSeconds, 0.375, 0.625));

        bool Note(string key)
        {
            if (key.StartsWith('a'))
            {
                tries.Add(test.Clock.GetUtcNow());
            }

            return key.StartsWith('a');
        }
    }

    [Fact]
    public async Task UploadAsync_StoreHangs_TimedOutByTheClockAndTriedAgain()
    {
        await using var test = Small.Storage();
        test.BackupFaults.On(StoreOperation.Put).ForKeys(static key => key.StartsWith('a')).Call(1).Hang();

        var upload = test.Storage.UploadAsync("a.bin", new byte[10]);
        test.Clock.Advance(test.Options.Resilience.Foreground.AttemptTimeout - TimeSpan.FromSeconds(1));
        Assert.False(upload.IsCompleted);
        test.Clock.Advance(TimeSpan.FromSeconds(1));

        var resource = await upload;
        Assert.Equal(VersionState.Live, await test.StateAsync(resource.VersionId));
    }

    [Fact]
    public async Task UploadAsync_OneStoreFails_TheOthersPutIsStopped()
    {
        await using var test = Small.Storage(static options => options.Resilience.Foreground.Retries = 0);
        await test.Storage.UploadAsync("first.bin", new byte[1]);
        test.MainFaults.On(StoreOperation.Put).Hang();
        test.BackupFaults.On(StoreOperation.Put).Fail(StorageErrorKind.QuotaExceeded);

        var error = await Assert.ThrowsAsync<UploadFailedException>(() => test.Storage.UploadAsync("a.bin", new byte[10]));

        Assert.Equal((StorageErrorKind.QuotaExceeded, TestStorage.BackupName), (error.Kind, error.Store));
    }

    [Fact]
    public async Task UploadAsync_StoresSlow_NoMoreReadThanThePartsInFlight()
    {
        await using var test = Small.Storage();
        await test.Storage.UploadAsync("first.bin", new byte[1]);
        test.BackupFaults.On(StoreOperation.PutPart).Delay(TimeSpan.FromSeconds(1));
        using var source = new SourceStream(TestContent.Bytes(20 * Small.Part), chunk: 1_000);

        var upload = test.Storage.UploadAsync("a.bin", source);

        for (var parts = 0; parts < 5; parts++)
        {
            Assert.InRange(source.BytesRead, Small.Window, Small.Window + (parts * Small.Part * Small.InFlight) + 1);
            test.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        test.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(20 * Small.Part, (await upload).Length);
    }

    [Fact]
    public async Task UploadAsync_StoreNeverTakesAPart_NoMoreReadThanThePartsInFlightAndOneByte()
    {
        await using var test = Small.Storage();
        test.BackupFaults.On(StoreOperation.PutPart).Hang();
        using var cancel = new CancellationTokenSource();
        using var source = new SourceStream(TestContent.Bytes(20 * Small.Part), chunk: 1_000);

        var upload = test.Storage.UploadAsync("a.bin", source, cancellationToken: cancel.Token);

        Assert.False(upload.IsCompleted);
        Assert.Equal(Small.Window + 1, source.BytesRead);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => upload);
    }
}
