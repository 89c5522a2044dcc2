using ResilientStorage.Ledger;
using static ResilientStorage.Conformance.LedgerSamples;

namespace ResilientStorage.Conformance;

/// <summary>BeginUploadAsync: conditions, fencing on the way, idempotency keys.</summary>
public abstract class LedgerBeginConformance<TFixture> : ResourceLedgerSuite<TFixture>
    where TFixture : ResourceLedgerFixture, new()
{
    [Fact]
    public async Task Begin_NewKey_RecordsAPendingVersionWithAPlannedReplicaInEveryActiveStore()
    {
        var intent = Intent("a/b.webp");
        var answer = await Ledger.BeginUploadAsync(intent);

        Assert.Equal(1, answer.Epoch);
        Assert.Equal(["main", "backup"], answer.Stores);
        Assert.Empty(answer.Fenced);
        Assert.Null(answer.Existing);
        var snapshot = await SnapshotAsync(intent.VersionId);
        Assert.Equal(VersionState.Pending, snapshot.State);
        Assert.Equal(1, snapshot.Epoch);
        Assert.Equal(["main", "backup"], snapshot.Replicas.Select(static replica => replica.Store));
        Assert.All(snapshot.Replicas, replica => Assert.Equal((ReplicaState.Planned, 1L, intent.ObjectKey), (replica.State, replica.Epoch, replica.ObjectKey)));
        Assert.Equal([HistoryEvent.Begun], await EventsAsync(intent.VersionId));
    }

    [Fact]
    public async Task Begin_KeepsWhatTheIntentSays()
    {
        var metadata = new Dictionary<string, string> { ["owner"] = "Zoë", ["empty"] = "" };
        var id = await UploadAsync("a", with => with with
        {
            ContentType = "image/webp",
            Metadata = metadata,
            CachePolicy = CachePolicy.Immutable,
            Access = ResourceAccess.PublicRead,
        });
        metadata["owner"] = "changed later";

        var resource = (await SnapshotAsync(id)).Resource;
        Assert.Equal("image/webp", resource.ContentType);
        Assert.Equal([("empty", ""), ("owner", "Zoë")], resource.Metadata.OrderBy(static entry => entry.Key).Select(static entry => (entry.Key, entry.Value)));
        Assert.Equal(CachePolicy.Immutable, resource.CachePolicy);
        Assert.Equal(ResourceAccess.PublicRead, resource.Access);
        Assert.StartsWith("a.", resource.ObjectKey, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Begin_PlainIntent_KeepsTheDefaults()
    {
        var resource = (await SnapshotAsync(await UploadAsync("a"))).Resource;

        Assert.Equal(UploadOptions.DefaultContentType, resource.ContentType);
        Assert.Empty(resource.Metadata);
        Assert.Null(resource.CachePolicy);
        Assert.Equal(ResourceAccess.Private, resource.Access);
        Assert.Null(resource.PublishedAt);
    }

    [Fact]
    public async Task Begin_FailOnALiveKey_IsRefusedWithTheLiveVersion()
    {
        var live = await UploadAsync("a");
        var error = await Assert.ThrowsAsync<ResourceAlreadyExistsException>(() => BeginAsync("a", with => with with { IfExists = IfExists.Fail }));

        Assert.Equal("a", error.Key);
        Assert.Equal(live, error.LiveVersion);
        Assert.Equal(0, (await Ledger.GetStatusAsync()).Pending);
    }

    [Fact]
    public async Task Begin_FailWhileAnotherUploadHoldsItsLease_IsRefusedWithoutALiveVersion()
    {
        var first = await BeginAsync("a");
        var error = await Assert.ThrowsAsync<ResourceAlreadyExistsException>(() => BeginAsync("a", with => with with { IfExists = IfExists.Fail }));

        Assert.Null(error.LiveVersion);
        Assert.Equal(VersionState.Pending, await StateAsync(first));
    }

    [Fact]
    public async Task Begin_ReplaceWhileAnotherUploadHoldsItsLease_IsAllowed()
    {
        var first = await BeginAsync("a");
        var second = await Ledger.BeginUploadAsync(Intent("a"));

        Assert.Empty(second.Fenced);
        Assert.Equal(VersionState.Pending, await StateAsync(first));
    }

    [Fact]
    public async Task Begin_FailOnADeletedKey_IsAllowed()
    {
        await UploadAsync("a");
        await DeleteAsync("a");

        Assert.Equal(1, (await Ledger.BeginUploadAsync(Intent("a") with { IfExists = IfExists.Fail })).Epoch);
    }

    [Fact]
    public async Task Begin_IfVersionWithNothingLive_IsNotFound()
    {
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => BeginAsync("a", with => with with { IfVersion = NewId() }));

        await Assert.ThrowsAsync<ResourceNotFoundException>(() => PurgeAsync("a"));
    }

    [Fact]
    public async Task Begin_IfVersionWithAnotherLive_IsRefusedWithTheLiveVersion()
    {
        var live = await UploadAsync("a");
        var error = await Assert.ThrowsAsync<ResourceAlreadyExistsException>(() => BeginAsync("a", with => with with { IfVersion = NewId() }));

        Assert.Equal(live, error.LiveVersion);
    }

    [Fact]
    public async Task Begin_IfVersionIsTheLiveOne_IsAllowed()
    {
        var live = await UploadAsync("a");

        Assert.Equal(1, (await Ledger.BeginUploadAsync(Intent("a") with { IfVersion = live })).Epoch);
    }

    [Fact]
    public async Task Begin_LeaseOfAnotherEndsNow_FencesIt()
    {
        var old = await BeginAsync("a");
        await Fixture.AdvanceAsync(Lease);
        var answer = await Ledger.BeginUploadAsync(Intent("a") with { IfExists = IfExists.Fail });

        Assert.Equal([old], answer.Fenced);
        var fenced = await VersionAsync(old);
        Assert.Equal((VersionState.Failed, VersionEnd.LeaseExpired), (fenced.State, fenced.End));
        Assert.NotNull(fenced.EndedAt);
        Assert.Equal([HistoryEvent.Begun, HistoryEvent.Fenced], fenced.History.Select(static entry => entry.Event));
        Assert.Equal(fenced.EndedAt, (await WorkOfAsync(old, WorkKind.Remove, "main")).DueAt);
        Assert.Equal(fenced.EndedAt, (await WorkOfAsync(old, WorkKind.Remove, "backup")).DueAt);
        Assert.Equal(2, (await SnapshotAsync(old)).Epoch);
    }

    [Fact]
    public async Task Begin_LeaseOfAnotherHasOneTickLeft_DoesNotFenceIt()
    {
        var old = await BeginAsync("a");
        await Fixture.AdvanceAsync(Lease - TimeSpan.FromMilliseconds(1));

        Assert.Empty((await Ledger.BeginUploadAsync(Intent("a"))).Fenced);
        Assert.Equal(VersionState.Pending, await StateAsync(old));
    }

    [Fact]
    public async Task Begin_SeveralExpired_FencesAllOfTheKeyAndOnlyThose()
    {
        var first = await BeginAsync("a");
        var second = await BeginAsync("a");
        var other = await BeginAsync("b");
        await Fixture.AdvanceAsync(Lease);

        Assert.Equal([first, second], (await Ledger.BeginUploadAsync(Intent("a"))).Fenced);
        Assert.Equal(VersionState.Pending, await StateAsync(other));
    }

    [Fact]
    public async Task Begin_ThatThrows_KeepsTheFencingItHasDone()
    {
        var live = await UploadAsync("a");
        var old = await BeginAsync("a");
        await Fixture.AdvanceAsync(Lease);
        await Assert.ThrowsAsync<ResourceAlreadyExistsException>(() => BeginAsync("a", with => with with { IfExists = IfExists.Fail }));

        Assert.Equal(VersionState.Failed, await StateAsync(old));
        Assert.True(await HasWorkAsync(old, WorkKind.Remove));
        Assert.Equal(VersionState.Live, await StateAsync(live));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Begin_IdempotencyKeyOfACommittedVersion_WritesNothingAndAnswersIt(bool isDeleted)
    {
        var id = await UploadAsync("a", with => with with { IdempotencyKey = "once" });
        if (isDeleted)
        {
            await DeleteAsync("a");
        }

        var intent = Intent("another/key") with { IdempotencyKey = "once", IfExists = IfExists.Fail, IfVersion = NewId() };
        var answer = await Ledger.BeginUploadAsync(intent);

        Assert.Equal((id, "a"), (answer.Existing!.VersionId, answer.Existing.Key));
        Assert.Equal(isDeleted, answer.Existing.DeletedAt is not null);
        Assert.Equal(0, answer.Epoch);
        Assert.Empty(answer.Stores);
        Assert.Null(await Ledger.FindAsync(new ResourceLookup { VersionId = intent.VersionId }));
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => PurgeAsync("another/key"));
    }

    [Fact]
    public async Task Begin_IdempotencyKeyOfAnUploadUnderWay_IsRefused()
    {
        await BeginAsync("a", with => with with { IdempotencyKey = "once" });
        var error = await Assert.ThrowsAsync<ResourceAlreadyExistsException>(() => BeginAsync("b", with => with with { IdempotencyKey = "once" }));

        Assert.Null(error.LiveVersion);
    }

    [Fact]
    public async Task Begin_IdempotencyKeyOfAnExpiredUploadOfAnotherKey_FencesItAndTakesTheKey()
    {
        var old = await BeginAsync("a", with => with with { IdempotencyKey = "once" });
        await Fixture.AdvanceAsync(Lease);
        var answer = await Ledger.BeginUploadAsync(Intent("b") with { IdempotencyKey = "once" });

        Assert.Null(answer.Existing);
        Assert.Equal([old], answer.Fenced);
        Assert.Equal(VersionState.Failed, await StateAsync(old));
    }

    [Fact]
    public async Task Begin_IdempotencyKeyOfAFailedVersion_IsFree()
    {
        var old = await BeginAsync("a", with => with with { IdempotencyKey = "once" });
        await Ledger.FailUploadAsync(new UploadFailure { VersionId = old, Epoch = 1, Reason = "broken" });

        Assert.Null((await Ledger.BeginUploadAsync(Intent("a") with { IdempotencyKey = "once" })).Existing);
    }

    [Fact]
    public async Task Begin_IdempotencyKeyOfAPurgedVersion_IsFree()
    {
        var old = await UploadAsync("a", with => with with { IdempotencyKey = "once" });
        await DeleteAsync("a");
        await RemoveAllAsync();
        Assert.Equal(VersionState.Purged, await StateAsync(old));

        Assert.Null((await Ledger.BeginUploadAsync(Intent("a") with { IdempotencyKey = "once" })).Existing);
    }

    [Fact]
    public async Task Begin_AliasOfAnotherResource_IsRefusedAndNamesIt()
    {
        await UploadAsync("a", with => with with { PublishAt = PublishAt.Key("fixed/logo.png") });
        var error = await Assert.ThrowsAsync<ResourceAlreadyExistsException>(() => BeginAsync("b", with => with with { PublishAt = PublishAt.Key("fixed/logo.png") }));

        Assert.Contains("fixed/logo.png", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, (await Ledger.GetStatusAsync()).Pending);
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => PurgeAsync("b"));
    }

    [Fact]
    public async Task Begin_VersionIdThatIsRecorded_IsAConflict()
    {
        var id = await BeginAsync("a");
        var error = await Assert.ThrowsAsync<LedgerException>(() => Ledger.BeginUploadAsync(Intent("b", id)));

        Assert.Equal(LedgerErrorKind.Conflict, error.Kind);
        Assert.Equal("a", (await SnapshotAsync(id)).Resource.Key);
    }

    [Fact]
    public async Task Begin_StoreThatIsNotActive_GetsNoReplica()
    {
        await Fixture.SetStoreStateAsync(Instance, "backup", StoreState.Draining);

        Assert.Equal(["main"], (await Ledger.BeginUploadAsync(Intent("a"))).Stores);
    }

    [Fact]
    public async Task Begin_NoActiveStore_IsAConfigurationError()
    {
        await Fixture.SetStoreStateAsync(Instance, "main", StoreState.Lost);
        await Fixture.SetStoreStateAsync(Instance, "backup", StoreState.Draining);
        var error = await Assert.ThrowsAsync<LedgerException>(() => BeginAsync("a"));

        Assert.Equal(LedgerErrorKind.Configuration, error.Kind);
    }

    [Fact]
    public async Task Begin_KeysThatDifferInCaseOrNormalisation_AreOthers()
    {
        string[] keys = ["logo", "LOGO", "caf\u00e9", "cafe\u0301", "logo ", "\u00df", "ss"];
        foreach (var key in keys)
        {
            await UploadAsync(key, with => with with { IfExists = IfExists.Fail });
        }

        Assert.Equal(keys.Length, (await Ledger.GetStatusAsync()).Live);
    }
}
