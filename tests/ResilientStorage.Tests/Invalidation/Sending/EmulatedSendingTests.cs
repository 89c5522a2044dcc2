using ResilientStorage.Emulators;
using ResilientStorage.Testing;
using ResilientStorage.Tests.Invalidation.CloudFront.Api;

namespace ResilientStorage.Invalidation.Sending;

/// <summary>What the sender promises, kept before a CloudFront that counts for itself: pools, rate, references, charged paths.</summary>
public sealed class EmulatedSendingTests : IAsyncLifetime
{
    private CloudFrontTestAccount _account = null!;
    private EmulatedSendingBed _bed = null!;

    public async Task InitializeAsync()
    {
        _account = await CloudFrontTestAccount.StartAsync(static options =>
        {
            options.CompletionTime = TimeSpan.FromMinutes(3);

            // Five calls at once are the sender's; the catalog asks for distributions, policies and a root object before.
            (options.CallsPerSecond, options.CallBurst) = (0.5, 9);
        });
        _bed = new EmulatedSendingBed(_account);
    }

    public async Task DisposeAsync() => await _account.DisposeAsync();

    [Fact]
    public async Task Run_SixThousandAndOnePathsAndFortyWildcards_ArriveWholeWithinThePools()
    {
        var journal = _bed.OpenJournal();
        await journal.AddAsync([.. Enumerable.Range(0, 6_001).Select(static i => Change($"{i}.jpg")), .. Enumerable.Range(0, 40).Select(static i => new NewInvalidationIntent { Path = $"/w{i}/*" })]);

        await _bed.DrainAsync(_bed.NewSender(journal));

        var told = _account.Emulator.Invalidations.SelectMany(static invalidation => invalidation.Paths).ToList();
        Assert.Equal(Enumerable.Range(0, 6_001).Select(static i => $"/{i}.jpg").Concat(Enumerable.Range(0, 40).Select(static i => $"/w{i}/*")).Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));

        // Full, and no fuller: a request has 3,000 paths with its wildcards, and two of the fifteen wildcards are left to others.
        Assert.Equal((2_987, 13), EmulatedSendingBed.MostInProgress(_account.Emulator.Invalidations));
        Assert.All(_account.Emulator.Calls, static call => Assert.Null(call.Code));
        Assert.Empty(await journal.ListIntentsAsync(10));
        Assert.Empty(await journal.ListBatchesAsync(new InvalidationBatchQuery { States = [InvalidationBatchState.Waiting, InvalidationBatchState.Reported] }));
    }

    [Fact]
    public async Task Run_AnotherToolFillsThePools_WaitsForTheServicesOwnCount()
    {
        _account.Emulator.Occupy(CloudFrontTestAccount.Distribution, [.. Enumerable.Range(0, 2_999).Select(static i => $"/other/{i}")]);
        var journal = _bed.OpenJournal();
        await journal.AddAsync([Change("a.jpg"), Change("b.jpg")]);

        await _bed.DrainAsync(_bed.NewSender(journal));

        var invalidations = _account.Emulator.Invalidations;
        Assert.Equal(["/a.jpg", "/b.jpg"], invalidations[^1].Paths);
        Assert.Equal(2, invalidations.Count);
        Assert.Contains(_account.Emulator.Calls, static call => call.Code == "TooManyInvalidationsInProgress");
    }

    /// <summary>The process ends at each call of the journal in turn, before or after it took effect, until there is no further call.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_ProcessEndsAtAnyStep_LosesNothingAndPaysForNothingTwice(bool hasTakenEffect)
    {
        var steps = 0;
        for (var hasEnded = true; hasEnded; steps++)
        {
            hasEnded = await DieAsync(steps, hasTakenEffect ? static rule => rule.LoseAnswer() : static rule => rule.Fail());
        }

        // Lease, intents, history, costs, plan, lists, and three calls for each of two batches: less would not be every step.
        Assert.InRange(steps, 10, 60);
    }

    /// <summary>The request is sent, and the process ends before it knows what became of it.</summary>
    [Theory]
    [InlineData(CloudFrontFaultKind.LostRequest)]
    [InlineData(CloudFrontFaultKind.LostAnswer)]
    [InlineData(CloudFrontFaultKind.BrokenAnswer)]
    [InlineData(CloudFrontFaultKind.CutXml)]
    [InlineData(CloudFrontFaultKind.HtmlUnavailable)]
    [InlineData(CloudFrontFaultKind.Throttled)]
    public async Task Run_AnswerLostAndNeverRecorded_LosesNothingAndPaysForNothingTwice(CloudFrontFaultKind fault)
    {
        var steps = 0;
        for (var hasEnded = true; hasEnded; steps++)
        {
            _account.Emulator.Faults.Add(fault, times: 1, "CreateInvalidation");
            hasEnded = await DieAsync(steps, static rule => rule.Fail());
        }

        Assert.InRange(steps, 10, 60);
    }

    /// <returns>Whether the process had so many steps to end at.</returns>
    private async Task<bool> DieAsync(int step, Func<LedgerFaultRule, LedgerFaultPlan> end)
    {
        var bed = new EmulatedSendingBed(_account);
        var since = _account.Emulator.Invalidations.Count;
        await bed.OpenJournal().AddAsync([Change($"{step}/a"), Change($"{step}/b"), new NewInvalidationIntent { Path = $"/{step}/hand*", DistributionId = CloudFrontTestAccount.Distribution, IsBackfill = true }]);
        var faults = new LedgerFaultPlan(_account.Time);
        end(faults.On(LedgerOperation.InvalidationJournal).Calls(step + 1));
        var sender = bed.NewSender(bed.OpenJournal(faults));
        var death = await Record.ExceptionAsync(() => bed.DrainAsync(sender));

        // Another process goes on when the lease has ended.
        _account.Time.Advance(TimeSpan.FromMinutes(6));
        var journal = bed.OpenJournal();
        await bed.DrainAsync(bed.NewSender(journal));

        Assert.Equal([$"/{step}/a", $"/{step}/b", $"/{step}/hand*"], _account.Emulator.Invalidations.Skip(since).SelectMany(static invalidation => invalidation.Paths).Order(StringComparer.Ordinal));
        Assert.Empty(await journal.ListIntentsAsync(10));
        Assert.All(await journal.ListBatchesAsync(new InvalidationBatchQuery()), static batch => Assert.Contains(batch.State, (InvalidationBatchState[])[InvalidationBatchState.Accepted, InvalidationBatchState.Completed]));
        return death is not null;
    }

    private static NewInvalidationIntent Change(string key) => new() { Bucket = "photos", ObjectKey = key };
}
