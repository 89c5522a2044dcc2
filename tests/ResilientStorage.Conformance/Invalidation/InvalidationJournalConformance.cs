using ResilientStorage.Invalidation;

namespace ResilientStorage.Conformance;

/// <summary>What every journal of invalidations keeps: nothing lost, nothing changed by a sender that was replaced.</summary>
public abstract class InvalidationJournalConformance<TFixture> : IAsyncLifetime
    where TFixture : InvalidationJournalFixture, new()
{
    private static readonly DateTimeOffset Time = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    private readonly TFixture _fixture = new();

    protected IInvalidationJournal Journal { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await _fixture.InitializeAsync();
        Journal = await _fixture.CreateAsync();
    }

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public async Task Lease_Held_IsRefusedToOthersUntilItEnds()
    {
        var other = await _fixture.CreateAsync();
        var token = await Journal.TakeLeaseAsync("one", TimeSpan.FromMinutes(1));
        Assert.NotNull(token);
        Assert.Equal(token, await Journal.TakeLeaseAsync("one", TimeSpan.FromMinutes(1)));
        Assert.Null(await other.TakeLeaseAsync("two", TimeSpan.FromMinutes(1)));

        await _fixture.AdvanceAsync(TimeSpan.FromSeconds(61));

        Assert.True(await other.TakeLeaseAsync("two", TimeSpan.FromMinutes(1)) > token);
        Assert.Null(await Journal.TakeLeaseAsync("one", TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task Record_AfterAnotherTookTheLease_WritesNothing()
    {
        var token = await LeaseAsync();
        await Journal.AddAsync([ChangeOf("a")]);
        var intents = await Journal.ListIntentsAsync(10);
        await _fixture.AdvanceAsync(TimeSpan.FromMinutes(2));
        await Journal.TakeLeaseAsync("another", TimeSpan.FromMinutes(1));

        Assert.False(await Journal.RecordAsync(new InvalidationRecord { LeaseToken = token, Batches = [Batch("D1", "/a")], Settled = intents }));

        Assert.Single(await Journal.ListIntentsAsync(10));
        Assert.Empty(await Journal.ListBatchesAsync(new InvalidationBatchQuery()));
    }

    [Fact]
    public async Task Add_Changes_AreListedAsTheyWereUrgentFirst()
    {
        await Journal.AddAsync([ChangeOf("late") with { IsBackfill = true }, ChangeOf("a/ü?.txt") with { IsRemoval = true, OccurredAt = Time }]);
        await Journal.AddAsync([new NewInvalidationIntent { Path = "/hand/*", DistributionId = "D1" }]);

        var intents = await Journal.ListIntentsAsync(10);

        Assert.Equal(
            [ChangeOf("a/ü?.txt") with { IsRemoval = true, OccurredAt = Time }, new NewInvalidationIntent { Path = "/hand/*", DistributionId = "D1" }, ChangeOf("late") with { IsBackfill = true }],
            intents.Select(static intent => intent.Change));
        Assert.Equal(intents.Take(2), await Journal.ListIntentsAsync(2));
    }

    [Fact]
    public async Task Add_TheSameObjectAgain_IsOneIntentAndARemovalStays()
    {
        await Journal.AddAsync([ChangeOf("a") with { IsBackfill = true }]);
        var first = Assert.Single(await Journal.ListIntentsAsync(10));
        await Journal.AddAsync([ChangeOf("a") with { IsRemoval = true }, ChangeOf("a")]);

        var second = Assert.Single(await Journal.ListIntentsAsync(10));

        Assert.Equal((first.Id, first.CreatedAt, true, false), (second.Id, second.CreatedAt, second.Change.IsRemoval, second.Change.IsBackfill));
        Assert.True(second.Revision > first.Revision);
    }

    [Fact]
    public async Task Add_TheSameObjectAgain_HasTheLaterTime()
    {
        await Journal.AddAsync([ChangeOf("up") with { OccurredAt = Time }, ChangeOf("down") with { OccurredAt = Time.AddSeconds(1) }]);
        await Journal.AddAsync([ChangeOf("up") with { OccurredAt = Time.AddSeconds(1) }, ChangeOf("down") with { OccurredAt = Time }]);

        Assert.All(await Journal.ListIntentsAsync(10), static intent => Assert.Equal(Time.AddSeconds(1), intent.Change.OccurredAt));
    }

    [Fact]
    public async Task Add_TheSameObjectOnceWithoutATime_HasNone()
    {
        await Journal.AddAsync([ChangeOf("first"), ChangeOf("last") with { OccurredAt = Time }, ChangeOf("middle") with { OccurredAt = Time }]);
        await Journal.AddAsync([ChangeOf("first") with { OccurredAt = Time }, ChangeOf("last"), ChangeOf("middle")]);
        await Journal.AddAsync([ChangeOf("middle") with { OccurredAt = Time }]);

        var intents = await Journal.ListIntentsAsync(10);

        Assert.Equal(3, intents.Count);
        Assert.All(intents, static intent => Assert.Null(intent.Change.OccurredAt));
    }

    [Fact]
    public async Task Add_OtherBucketPathOrDistribution_IsAnotherIntent()
    {
        await Journal.AddAsync(
        [
            ChangeOf("a"), ChangeOf("A"), ChangeOf("a") with { Bucket = "other" },
            new NewInvalidationIntent { Path = "/a" }, new NewInvalidationIntent { Path = "/a", DistributionId = "D1" }, new NewInvalidationIntent { Path = "/a", DistributionId = "D2" },
        ]);

        Assert.Equal(6, (await Journal.ListIntentsAsync(10)).Count);
    }

    [Fact]
    public async Task Record_BatchesAndIntents_AreWrittenTogether()
    {
        var token = await LeaseAsync();
        await Journal.AddAsync([ChangeOf("a"), ChangeOf("b")]);
        var intents = await Journal.ListIntentsAsync(10);
        var batch = Batch("D1", "/a", "/b%20c", "/d/*") with { SinglePaths = 9, IsBackfill = true, DueAt = Time.AddSeconds(5) };

        Assert.True(await Journal.RecordAsync(new InvalidationRecord { LeaseToken = token, Batches = [batch], Settled = [intents[0]] }));

        AssertSame(batch, Assert.Single(await Journal.ListBatchesAsync(new InvalidationBatchQuery())));
        Assert.Equal("b", Assert.Single(await Journal.ListIntentsAsync(10)).Change.ObjectKey);
    }

    [Fact]
    public async Task Record_IntentThatChangedMeanwhile_KeepsWaiting()
    {
        var token = await LeaseAsync();
        await Journal.AddAsync([ChangeOf("a")]);
        var planned = await Journal.ListIntentsAsync(10);
        await Journal.AddAsync([ChangeOf("a") with { IsRemoval = true }]);

        await Journal.RecordAsync(new InvalidationRecord { LeaseToken = token, Settled = planned });

        Assert.True(Assert.Single(await Journal.ListIntentsAsync(10)).Change.IsRemoval);
    }

    [Fact]
    public async Task Record_KnownBatch_IsChanged()
    {
        var token = await LeaseAsync();
        var batch = Batch("D1", "/a");
        await Journal.RecordAsync(new InvalidationRecord { LeaseToken = token, Batches = [batch] });
        var sent = batch with { State = InvalidationBatchState.Accepted, Attempts = 2, AcceptedAt = Time.AddMinutes(1), InvalidationId = "I1", Reason = "slow", ReportKey = "report" };

        await Journal.RecordAsync(new InvalidationRecord { LeaseToken = token, Batches = [sent] });

        AssertSame(sent, Assert.Single(await Journal.ListBatchesAsync(new InvalidationBatchQuery())));
    }

    [Fact]
    public async Task ListBatches_Query_Filters()
    {
        var token = await LeaseAsync();
        var one = Batch("D1", "/1");
        var two = Batch("D2", "/2") with { State = InvalidationBatchState.Accepted, CreatedAt = Time.AddMinutes(1) };
        var three = Batch("D1", "/3") with { State = InvalidationBatchState.Reported, CreatedAt = Time.AddMinutes(2) };
        await Journal.RecordAsync(new InvalidationRecord { LeaseToken = token, Batches = [three, one, two] });

        Assert.Equal(["/1", "/2", "/3"], await PathsAsync(new InvalidationBatchQuery()));
        Assert.Equal(["/1", "/2"], await PathsAsync(new InvalidationBatchQuery { Limit = 2 }));
        Assert.Equal(["/2", "/3"], await PathsAsync(new InvalidationBatchQuery { States = [InvalidationBatchState.Accepted, InvalidationBatchState.Reported] }));
        Assert.Equal(["/1", "/3"], await PathsAsync(new InvalidationBatchQuery { DistributionId = "D1" }));
        Assert.Equal(["/2"], await PathsAsync(new InvalidationBatchQuery { Ids = [two.Id] }));
        Assert.Equal(["/2", "/3"], await PathsAsync(new InvalidationBatchQuery { CreatedFrom = Time.AddMinutes(1) }));
        Assert.Empty(await PathsAsync(new InvalidationBatchQuery { States = [] }));
        Assert.Empty(await PathsAsync(new InvalidationBatchQuery { Ids = [] }));
    }

    [Fact]
    public async Task ListBatches_AcceptedFrom_FindsThoseThatWereTakenThenOrLater()
    {
        var token = await LeaseAsync();
        var waiting = Batch("D1", "/waiting");
        var early = Batch("D1", "/early") with { State = InvalidationBatchState.Completed, AcceptedAt = Time.AddMinutes(1).AddTicks(-10) };
        var then = Batch("D1", "/then") with { State = InvalidationBatchState.Completed, AcceptedAt = Time.AddMinutes(1), CreatedAt = Time.AddSeconds(1) };
        var late = Batch("D2", "/late") with { State = InvalidationBatchState.Accepted, AcceptedAt = Time.AddMinutes(2), CreatedAt = Time.AddSeconds(2) };
        await Journal.RecordAsync(new InvalidationRecord { LeaseToken = token, Batches = [waiting, early, then, late] });

        Assert.Equal(["/then", "/late"], await PathsAsync(new InvalidationBatchQuery { AcceptedFrom = Time.AddMinutes(1) }));
        Assert.Equal(["/late"], await PathsAsync(new InvalidationBatchQuery { AcceptedFrom = Time.AddMinutes(1), States = [InvalidationBatchState.Accepted] }));
        Assert.Empty(await PathsAsync(new InvalidationBatchQuery { AcceptedFrom = Time.AddMinutes(3) }));
    }

    [Fact]
    public async Task Replay_ReportedBatches_WaitAgainWithTheirReferences()
    {
        var token = await LeaseAsync();
        var one = Batch("D1", "/1") with { State = InvalidationBatchState.Reported, Attempts = 8 };
        var two = Batch("D1", "/2") with { State = InvalidationBatchState.Reported };
        var sent = Batch("D1", "/3") with { State = InvalidationBatchState.Accepted };
        await Journal.RecordAsync(new InvalidationRecord { LeaseToken = token, Batches = [one, two, sent] });

        Assert.Equal(1, await Journal.ReplayAsync([one.Id, sent.Id]));
        var replayed = Assert.Single(await Journal.ListBatchesAsync(new InvalidationBatchQuery { States = [InvalidationBatchState.Waiting] }));
        Assert.Equal((one.Id, one.CallerReference, 0), (replayed.Id, replayed.CallerReference, replayed.Attempts));
        Assert.Equal(1, await Journal.ReplayAsync(null));
        Assert.Equal(0, await Journal.ReplayAsync([]));
    }

    [Fact]
    public async Task AddBatches_UnknownOnes_AreWrittenAsTheyAre()
    {
        var one = Batch("D1", "/1", "/d/*") with { SinglePaths = 9, Reason = "slow" };
        var two = Batch("D1", "/2") with { CreatedAt = Time.AddMinutes(1) };

        Assert.Equal(2, await Journal.AddBatchesAsync([two, one]));

        var batches = await Journal.ListBatchesAsync(new InvalidationBatchQuery());
        AssertSame(one, batches[0]);
        AssertSame(two, batches[1]);
        Assert.Equal(0, await Journal.AddBatchesAsync([one, two]));
        Assert.Equal(2, (await Journal.ListBatchesAsync(new InvalidationBatchQuery())).Count);
    }

    [Fact]
    public async Task AddBatches_KnownOnes_ReportedWaitAgainAndNothingElseOfThemChanges()
    {
        var token = await LeaseAsync();
        var reported = Batch("D1", "/1") with { State = InvalidationBatchState.Reported, Attempts = 8, ReportKey = "report" };
        var sent = Batch("D1", "/2") with { State = InvalidationBatchState.Accepted, AcceptedAt = Time, InvalidationId = "I1" };
        await Journal.RecordAsync(new InvalidationRecord { LeaseToken = token, Batches = [reported, sent] });

        Assert.Equal(1, await Journal.AddBatchesAsync([Forged(reported), Forged(sent)]));

        var replayed = Assert.Single(await Journal.ListBatchesAsync(new InvalidationBatchQuery { States = [InvalidationBatchState.Waiting] }));
        AssertSame(reported with { State = InvalidationBatchState.Waiting, Attempts = 0, DueAt = replayed.DueAt }, replayed);
        AssertSame(sent, Assert.Single(await Journal.ListBatchesAsync(new InvalidationBatchQuery { States = [InvalidationBatchState.Accepted] })));
        Assert.True(await Journal.RecordAsync(new InvalidationRecord { LeaseToken = token }));

        static InvalidationBatch Forged(InvalidationBatch batch) => batch with { State = InvalidationBatchState.Waiting, CallerReference = "forged", Paths = ["/forged"], Attempts = 0, DistributionId = "D9" };
    }

    [Fact]
    public async Task GetUsage_AcceptedInTheSpan_IsSummedUp()
    {
        var token = await LeaseAsync();
        var accepted = Batch("D1", "/a", "/b/*") with { SinglePaths = 50, State = InvalidationBatchState.Accepted, AcceptedAt = Time };
        await Journal.RecordAsync(new InvalidationRecord
        {
            LeaseToken = token,
            Batches =
            [
                accepted,
                Batch("D2", "/c") with { State = InvalidationBatchState.Completed, AcceptedAt = Time.AddDays(1).AddTicks(-10) },
                Batch("D2", "/next") with { State = InvalidationBatchState.Completed, AcceptedAt = Time.AddDays(1) },
                Batch("D2", "/waiting"),
            ],
        });

        Assert.Equal(new InvalidationUsage(2, 3, 1, 51), await Journal.GetUsageAsync(Time, Time.AddDays(1)));
        Assert.Equal(new InvalidationUsage(0, 0, 0, 0), await Journal.GetUsageAsync(Time.AddDays(2), Time.AddDays(3)));
    }

    protected static NewInvalidationIntent ChangeOf(string key) => new() { Bucket = "bucket", ObjectKey = key };

    private static InvalidationBatch Batch(string distribution, params string[] paths) => new()
    {
        Id = Guid.NewGuid(),
        DistributionId = distribution,
        CallerReference = "reference-" + string.Join(' ', paths),
        Paths = paths,
        SinglePaths = paths.Length,
        CreatedAt = Time,
        DueAt = Time,
    };

    private static void AssertSame(InvalidationBatch expected, InvalidationBatch actual)
    {
        Assert.Equal(expected.Paths, actual.Paths);
        Assert.Equal(expected, actual with { Paths = expected.Paths });
    }

    private async Task<long> LeaseAsync() => Assert.NotNull(await Journal.TakeLeaseAsync("sender", TimeSpan.FromMinutes(1)));

    private async Task<IEnumerable<string>> PathsAsync(InvalidationBatchQuery query) => (await Journal.ListBatchesAsync(query)).Select(static batch => batch.Paths[0]);
}
