using ResilientStorage.Testing;

namespace ResilientStorage.Invalidation.Journal;

public sealed class ProcessInvalidationJournalTests
{
    [Fact]
    public async Task Record_ManyThatHaveEnded_AreForgottenButForTheirSums()
    {
        var clock = new ManualTimeProvider();
        var journal = new ProcessInvalidationJournal(clock);
        var token = (await journal.TakeLeaseAsync("one", TimeSpan.FromDays(1)))!.Value;
        var since = clock.GetUtcNow().UtcDateTime.Date;
        await journal.RecordAsync(new InvalidationRecord { LeaseToken = token, Batches = [.. Enumerable.Range(0, 9_999).Select(_ => Ended()), Ended() with { State = InvalidationBatchState.Reported, AcceptedAt = null }] });
        clock.Advance(TimeSpan.FromHours(2));

        await journal.RecordAsync(new InvalidationRecord { LeaseToken = token, Batches = [Ended()] });

        Assert.Equal([InvalidationBatchState.Completed, InvalidationBatchState.Reported], (await journal.ListBatchesAsync(new InvalidationBatchQuery { Limit = 100_000 })).Select(static batch => batch.State).Order());
        Assert.Equal(new InvalidationUsage(10_000, 20_000, 10_000, 50_000), await journal.GetUsageAsync(since, since.AddDays(31)));
        Assert.Equal(new InvalidationUsage(0, 0, 0, 0), await journal.GetUsageAsync(since.AddDays(31), since.AddDays(62)));

        InvalidationBatch Ended() => new()
        {
            Id = Guid.CreateVersion7(),
            DistributionId = "E1",
            CallerReference = Guid.NewGuid().ToString(),
            Paths = ["/a", "/b/*"],
            SinglePaths = 5,
            State = InvalidationBatchState.Completed,
            CreatedAt = clock.GetUtcNow(),
            AcceptedAt = clock.GetUtcNow(),
        };
    }
}
