using ResilientStorage.Ledger;
using static ResilientStorage.Conformance.LedgerSamples;

namespace ResilientStorage.Conformance;

/// <summary>CompleteAsync for aliases: equal to the ledger in the end, whatever came between.</summary>
public abstract class LedgerAliasConformance<TFixture> : ResourceLedgerSuite<TFixture>
    where TFixture : ResourceLedgerFixture, new()
{
    [Fact]
    public async Task Complete_AliasAsTheLedgerWants_DeletesTheWorkAndKeepsTheAlias()
    {
        var id = await PublishedAsync();
        await CompleteAsync(Done(await ClaimOneAsync(WorkKind.Alias)));

        Assert.Empty(await WorkAsync());
        Assert.Equal("fixed/a", (await SnapshotAsync(id)).Resource.PublishedAt);
    }

    [Fact]
    public async Task Complete_AliasWhenTheLedgerWantsAnotherByNow_IsDueNow()
    {
        await PublishedAsync();
        var work = await ClaimOneAsync(WorkKind.Alias);
        var next = await UploadAsync("a");
        Assert.Empty(await ClaimAsync(WorkKind.Alias));
        await CompleteAsync(Done(work));

        var again = await ClaimOneAsync(WorkKind.Alias);
        Assert.Equal((next, work.WorkId, work.Epoch + 1), (again.VersionId!.Value, again.WorkId, again.Epoch));
        await CompleteAsync(Done(again));
        Assert.Empty(await WorkAsync(WorkKind.Alias));
    }

    [Fact]
    public async Task Complete_AliasWrittenAfterTheResourceWasDeleted_IsDueNowAndToBeGone()
    {
        await PublishedAsync();
        var work = await ClaimOneAsync(WorkKind.Alias);
        await DeleteAsync("a", TimeSpan.FromDays(1));
        await CompleteAsync(Done(work));
        var again = await ClaimOneAsync(WorkKind.Alias);
        Assert.Null(again.VersionId);
        await CompleteAsync(Done(again));

        Assert.Empty(await WorkAsync(WorkKind.Alias));
    }

    [Fact]
    public async Task Complete_AliasWrittenAgainAsItWasAtFirst_NeedsNoMore()
    {
        await PublishedAsync();
        var work = await ClaimOneAsync(WorkKind.Alias);
        await DeleteAsync("a");
        await RestoreAsync("a");
        await CompleteAsync(Done(work));

        Assert.Empty(await WorkAsync());
    }

    [Fact]
    public async Task Complete_AliasWithUnknownOutcome_IsComparedOnceMoreAfterTheGrace()
    {
        var id = await PublishedAsync();
        await CompleteAsync(Done(await ClaimOneAsync(WorkKind.Alias)) with { HadUnknownOutcome = true });

        Assert.Equal(Grace, Assert.Single(await WorkAsync()).DueAt - (await SnapshotAsync(id)).Resource.CreatedAt);
        await Fixture.AdvanceAsync(Grace);
        await CompleteAsync(Done(await ClaimOneAsync(WorkKind.Alias)));
        Assert.Empty(await WorkAsync());
    }

    [Fact]
    public async Task Complete_AliasThatBeganBeforeItsComparisonWasDue_IsComparedOnceMore()
    {
        await PublishedAsync();
        await CompleteAsync(Done(await ClaimOneAsync(WorkKind.Alias)) with { HadUnknownOutcome = true });
        await Fixture.AdvanceAsync(Grace - TimeSpan.FromMilliseconds(1));
        await UploadAsync("a");
        var early = await ClaimOneAsync(WorkKind.Alias);
        await Fixture.AdvanceAsync(TimeSpan.FromMilliseconds(1));
        await CompleteAsync(Done(early));

        await CompleteAsync(Done(await ClaimOneAsync(WorkKind.Alias)));
        Assert.DoesNotContain(await WorkAsync(), static work => work.Kind == WorkKind.Alias);
    }

    [Fact]
    public async Task Claim_AliasAfterTheGraceOfALateWrite_IsComparedAgain()
    {
        await PublishedAsync();
        var first = await ClaimOneAsync(WorkKind.Alias);
        await CompleteAsync(Done(first) with { HadUnknownOutcome = true });
        await UploadAsync("a");
        var early = await ClaimOneAsync(WorkKind.Alias);
        await CompleteAsync(Done(early));
        await Fixture.AdvanceAsync(Grace);
        var late = await ClaimOneAsync(WorkKind.Alias);

        Assert.Equal([false, false, true], new[] { first, early, late }.Select(static work => work.IsComparedAgain));
        Assert.False(late.MayHaveLateWrites);
    }

    [Fact]
    public async Task Complete_AliasTakenOverFromAnother_IsComparedOnceMoreAfterTheGrace()
    {
        await PublishedAsync();
        var first = await ClaimOneAsync(WorkKind.Alias);
        await Fixture.AdvanceAsync(Lease);
        var second = await ClaimOneAsync(WorkKind.Alias);
        await CompleteAsync(Done(first));
        Assert.Single(await WorkAsync());
        await CompleteAsync(Done(second));

        Assert.Empty(await ClaimAsync(WorkKind.Alias));
        await Fixture.AdvanceAsync(Grace);
        await CompleteAsync(Done(await ClaimOneAsync(WorkKind.Alias)));
        Assert.Empty(await WorkAsync());
    }

    [Fact]
    public async Task Complete_AliasRetryWithUnknownOutcomeThenDone_IsStillComparedOnceMore()
    {
        await PublishedAsync();
        await CompleteAsync(Retry(await ClaimOneAsync(WorkKind.Alias), TimeSpan.Zero) with { HadUnknownOutcome = true });
        await CompleteAsync(Done(await ClaimOneAsync(WorkKind.Alias)));

        Assert.Single(await WorkAsync());
    }

    [Fact]
    public async Task Complete_AliasWrittenWhileItWaitsForAComparison_KeepsTheComparison()
    {
        await PublishedAsync();
        await CompleteAsync(Done(await ClaimOneAsync(WorkKind.Alias)) with { HadUnknownOutcome = true });
        var due = Assert.Single(await WorkAsync()).DueAt;
        await Fixture.AdvanceAsync(TimeSpan.FromMinutes(10));
        await UploadAsync("a");
        await CompleteAsync(Done(await ClaimOneAsync(WorkKind.Alias)));

        Assert.Equal(due, Assert.Single(await WorkAsync(WorkKind.Alias)).DueAt);
    }

    [Fact]
    public async Task Complete_AliasRetry_WaitsAndCountsAndIsNeverDead()
    {
        await PublishedAsync();
        await CompleteAsync(Retry(await ClaimOneAsync(WorkKind.Alias), TimeSpan.FromMinutes(5), "dark"));
        var work = Assert.Single(await WorkAsync());
        Assert.Equal((1, "dark", TimeSpan.FromMinutes(5)), (work.Attempts, work.Reason, work.DueAt - work.FailedAt));
        Assert.Empty(await ClaimAsync(WorkKind.Alias));
        await Fixture.AdvanceAsync(TimeSpan.FromMinutes(5));
        await CompleteAsync(Dead(await ClaimOneAsync(WorkKind.Alias)));

        Assert.Equal((2, false), ((await WorkAsync())[0].Attempts, (await WorkAsync())[0].IsDead));
        await UploadAsync("a");
        Assert.Equal(0, (await ClaimOneAsync(WorkKind.Alias)).Attempts);
    }

    [Fact]
    public async Task Complete_AliasThatEnded_KeepsItsRowUntilTheObjectIsGone()
    {
        await PublishedAsync();
        await CompleteAsync(Done(await ClaimOneAsync(WorkKind.Alias)));
        await UploadAsync("a", with => with with { PublishAt = PublishAt.None });
        Assert.Contains(await ListAsync(Ledger.ScanAsync(new StoreScan("main"))), static item => item.ObjectKey == "fixed/a");
        await CompleteAsync(Done(await ClaimOneAsync(WorkKind.Alias)) with { HadUnknownOutcome = true });
        Assert.Contains(await ListAsync(Ledger.ScanAsync(new StoreScan("main"))), static item => item.ObjectKey == "fixed/a");
        await Fixture.AdvanceAsync(Grace);
        await CompleteAsync(Done(await ClaimOneAsync(WorkKind.Alias)));

        Assert.DoesNotContain(await ListAsync(Ledger.ScanAsync(new StoreScan("main"))), static item => item.ObjectKey == "fixed/a");
    }

    [Fact]
    public async Task Complete_AliasThatChangedHandsMeanwhile_IsDueNowForTheNewOwner()
    {
        await PublishedAsync();
        await UploadAsync("a", with => with with { PublishAt = PublishAt.None });
        var removing = await ClaimOneAsync(WorkKind.Alias);
        Assert.Null(removing.VersionId);
        var id = await UploadAsync("b", with => with with { PublishAt = PublishAt.Key("fixed/a") });
        await CompleteAsync(Done(removing));

        var work = await ClaimOneAsync(WorkKind.Alias);
        Assert.Equal(("b", id), (work.ResourceKey, work.VersionId!.Value));
    }

    private Task<VersionId> PublishedAsync() => UploadAsync("a", with => with with { PublishAt = PublishAt.Key("fixed/a") });
}
