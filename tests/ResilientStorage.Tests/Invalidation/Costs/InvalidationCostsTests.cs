using ResilientStorage.Alerts;
using ResilientStorage.Invalidation.Journal;

namespace ResilientStorage.Invalidation.Costs;

public sealed class InvalidationCostsTests
{
    [Fact]
    public async Task ReadAsync_BudgetRunsOut_IsToldOnceAtEachStepAndAnewInTheNextMonth()
    {
        await using var alerts = new TestAlerts(static options => options.CoalesceWindow = TimeSpan.Zero);
        var journal = new ProcessInvalidationJournal(alerts.Clock);
        var costs = new InvalidationCosts(journal, new InvalidationCostOptions { PathsPerMonth = 10, FreePathsPerMonth = 12 }, alerts.Clock, alerts.Dispatcher);

        var modes = new List<InvalidationMode?>();
        foreach (var paths in new[] { 7, 1, 1, 1, 1 })
        {
            await AcceptAsync(journal, alerts.Clock.GetUtcNow(), paths);
            modes.Add((await costs.ReadAsync(CancellationToken.None)).Mode);
            await costs.ReadAsync(CancellationToken.None);
            alerts.Run();
        }

        Assert.Equal([null, InvalidationMode.Frugal, InvalidationMode.Frugal, InvalidationMode.Frugal, InvalidationMode.Frugal], modes);
        Assert.Equal([AlertKind.InvalidationBudget, AlertKind.InvalidationBudget], alerts.Sent.Select(static alert => alert.Kind));
        Assert.Equal(["8 inv", "10 in"], alerts.Sent.Select(static alert => alert.Message[..5]));
        Assert.Equal(1, (await costs.ReadAsync(CancellationToken.None)).FreePaths);

        alerts.Run(TimeSpan.FromDays(31));
        Assert.Null((await costs.ReadAsync(CancellationToken.None)).Mode);
        await AcceptAsync(journal, alerts.Clock.GetUtcNow(), 9);
        await costs.ReadAsync(CancellationToken.None);
        alerts.Run();
        Assert.Equal(3, alerts.Sent.Count);
    }

    private static async Task AcceptAsync(ProcessInvalidationJournal journal, DateTimeOffset at, int paths)
    {
        var batch = new InvalidationBatch { Id = Guid.CreateVersion7(at), DistributionId = "E1", CallerReference = "rs-", Paths = [.. Enumerable.Range(0, paths).Select(static i => $"/{i}")], SinglePaths = paths, CreatedAt = at, AcceptedAt = at, State = InvalidationBatchState.Accepted };
        var token = await journal.TakeLeaseAsync("test", TimeSpan.FromMinutes(1));
        Assert.True(await journal.RecordAsync(new InvalidationRecord { LeaseToken = Assert.NotNull(token), Batches = [batch] }));
    }
}
