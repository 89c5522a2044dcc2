using ResilientStorage.Invalidation;
using ResilientStorage.Ledger;
using static ResilientStorage.Conformance.LedgerSamples;

namespace ResilientStorage.Conformance;

/// <summary>The duty to tell a CDN is written by the transaction that records what happened to the object.</summary>
public abstract class LedgerInvalidationConformance<TFixture> : ResourceLedgerSuite<TFixture>
    where TFixture : ResourceLedgerFixture, new()
{
    private IInvalidationJournal Journal => Assert.IsAssignableFrom<IInvalidationJournal>(Ledger);

    [Fact]
    public async Task Delete_NotYetRemoved_WritesNoIntent()
    {
        await UploadAsync("a");
        await DeleteAsync("a");
        await ClaimAsync(WorkKind.Remove);

        Assert.Empty(await Journal.ListIntentsAsync(10));
    }

    [Fact]
    public async Task Removal_DoneAndToBeTold_WritesAnIntentOfTheWholeKey()
    {
        var id = await UploadAsync("a");
        await DeleteAsync("a");
        var work = await ClaimOneAsync(WorkKind.Remove);
        await CompleteAsync(Done(work) with { Invalidate = true }, Done(await ClaimOneAsync(WorkKind.Remove, "backup")));

        var intent = Assert.Single(await Journal.ListIntentsAsync(10));

        Assert.Equal(new NewInvalidationIntent { Bucket = "bucket-main", ObjectKey = $"a.{id}", IsRemoval = true }, intent.Change);
    }

    [Fact]
    public async Task Removal_ResultThatCameTooLate_WritesNoIntent()
    {
        await UploadAsync("a");
        await DeleteAsync("a");
        var work = await ClaimOneAsync(WorkKind.Remove);
        await Fixture.AdvanceAsync(Lease);
        await ClaimOneAsync(WorkKind.Remove);

        await CompleteAsync(Done(work) with { Invalidate = true });

        Assert.Empty(await Journal.ListIntentsAsync(10));
    }

    [Fact]
    public async Task Removal_OfAReplacedVersion_IsToldOnlyIfItWasPurged()
    {
        await UploadAsync("a");
        await UploadAsync("a");
        await UploadAsync("b");
        await UploadAsync("b");
        await Fixture.AdvanceAsync(TimeSpan.FromHours(24));
        var work = await ClaimAsync(WorkKind.Remove, static claim => claim with { MaxResources = 2, Stores = ["main"] });
        var purged = work.Single(static item => item.ResourceKey == "b");
        await PurgeAsync("b");

        await Ledger.CompleteAsync([.. work.Select(static item => Done(item) with { InvalidateIfPurged = true })]);

        Assert.Equal(purged.ObjectKey, Assert.Single(await Journal.ListIntentsAsync(10)).Change.ObjectKey);
    }

    [Fact]
    public async Task Removal_PurgedButRestoredAndReplacedSince_WritesNoIntent()
    {
        await UploadAsync("a");
        await PurgeAsync("a");
        await RestoreAsync("a");
        await UploadAsync("a");
        await Fixture.AdvanceAsync(TimeSpan.FromHours(24));

        await CompleteAsync(Done(await ClaimOneAsync(WorkKind.Remove)) with { InvalidateIfPurged = true });

        Assert.Empty(await Journal.ListIntentsAsync(10));
    }

    [Fact]
    public async Task Removal_OfAVersionThatWasNeverLive_WritesNoIntent()
    {
        await BeginAsync("a");
        await PurgeAsync("a", invalidate: true);

        await CompleteAsync(Done(await ClaimOneAsync(WorkKind.Remove)) with { Invalidate = true, InvalidateIfPurged = true });

        Assert.Empty(await Journal.ListIntentsAsync(10));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Purge_OfAVersionThatWasReplacedAndRemovedBefore_WritesItsIntentOnce(bool forgetKey)
    {
        var replaced = await UploadAsync("a");
        await UploadAsync("a");
        await Fixture.AdvanceAsync(TimeSpan.FromHours(24));
        await RemoveAllAsync();
        await DeleteAsync("a");
        await RemoveAllAsync();
        Assert.Empty(await Journal.ListIntentsAsync(10));

        await PurgeAsync("a", invalidate: true);
        await PurgeAsync("a", forgetKey, invalidate: true);

        var intent = Assert.Single(await Journal.ListIntentsAsync(10));
        Assert.Equal(1, intent.Revision);
        Assert.Equal(new NewInvalidationIntent { Bucket = "bucket-main", ObjectKey = $"a.{replaced}", IsRemoval = true }, intent.Change);
    }

    [Fact]
    public async Task Purge_WithoutACdn_WritesNoIntent()
    {
        await UploadAsync("a");
        await UploadAsync("a");
        await Fixture.AdvanceAsync(TimeSpan.FromHours(24));
        await RemoveAllAsync();

        await PurgeAsync("a");

        Assert.Empty(await Journal.ListIntentsAsync(10));
    }

    [Fact]
    public async Task Claim_Removal_TellsWhyTheVersionEnded()
    {
        await UploadAsync("a");
        await UploadAsync("a");
        await Fixture.AdvanceAsync(TimeSpan.FromHours(24));
        Assert.Equal(VersionEnd.Superseded, (await ClaimOneAsync(WorkKind.Remove)).VersionEnd);
        await UploadAsync("b");
        await DeleteAsync("b");

        Assert.Equal(VersionEnd.Deleted, (await ClaimOneAsync(WorkKind.Remove)).VersionEnd);
    }

    [Fact]
    public async Task Alias_WrittenAndRemoved_WritesIntentsOfItsKey()
    {
        await UploadAsync("a", static with => with with { PublishAt = PublishAt.Key("public/a") });
        await CompleteAsync(Done(Assert.Single(await ClaimAsync(WorkKind.Alias))) with { Invalidate = true });
        Assert.Equal(new NewInvalidationIntent { Bucket = "bucket-main", ObjectKey = "public/a" }, Assert.Single(await Journal.ListIntentsAsync(10)).Change);

        await DeleteAsync("a");
        await CompleteAsync(Done(Assert.Single(await ClaimAsync(WorkKind.Alias))) with { Invalidate = true });

        Assert.True(Assert.Single(await Journal.ListIntentsAsync(10)).Change.IsRemoval);
    }

    [Fact]
    public async Task Alias_WrittenButOutOfDateByNow_WritesItsIntentAllTheSame()
    {
        await UploadAsync("a", static with => with with { PublishAt = PublishAt.Key("public/a") });
        var work = Assert.Single(await ClaimAsync(WorkKind.Alias));
        await UploadAsync("a");

        await CompleteAsync(Done(work) with { Invalidate = true });

        Assert.Single(await Journal.ListIntentsAsync(10));
        Assert.Single(await ClaimAsync(WorkKind.Alias));
    }

    [Fact]
    public async Task Alias_TakenOverFromAWorkerThatDied_MayHaveLateWrites()
    {
        await UploadAsync("a", static with => with with { PublishAt = PublishAt.Key("public/a") });
        Assert.False(Assert.Single(await ClaimAsync(WorkKind.Alias)).MayHaveLateWrites);
        await Fixture.AdvanceAsync(Lease);

        Assert.True(Assert.Single(await ClaimAsync(WorkKind.Alias)).MayHaveLateWrites);
    }
}
