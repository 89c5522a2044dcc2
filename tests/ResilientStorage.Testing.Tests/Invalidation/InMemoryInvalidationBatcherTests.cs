using ResilientStorage.Invalidation;

namespace ResilientStorage.Testing.Tests.Invalidation;

/// <summary>What the conformance suite of batchers does not ask: the levers for tests.</summary>
public sealed class InMemoryInvalidationBatcherTests
{
    private readonly Listener _listener = new();
    private readonly InMemoryInvalidationBatcher _batcher;

    public InMemoryInvalidationBatcherTests() => _batcher = new InMemoryInvalidationBatcher(_listener);

    [Fact]
    public async Task Changes_AfterAdding_AreRememberedInOrderEvenWhenFlushed()
    {
        var first = new ObjectChange { Bucket = "photos", ObjectKey = "a" };
        var second = new ObjectChange { Bucket = "photos", ObjectKey = "b", IsRemoval = true };
        var path = new InvalidationPath("/c");
        await _batcher.AddAsync(first);
        await _batcher.AddAsync(second);
        await _batcher.AddAsync(path);
        Assert.Equal(3, _batcher.WaitingCount);

        await _batcher.FlushAsync();

        Assert.Equal([first, second], _batcher.Changes);
        Assert.Equal([path], _batcher.Paths);
        Assert.Equal(0, _batcher.WaitingCount);
    }

    [Fact]
    public async Task FlushAsync_Refused_SettlesWithTheReasonAndCountsNothing()
    {
        _batcher.RefusalReason = "over budget";
        await _batcher.AddAsync(new InvalidationPath("/a", Receipt: "r1"));

        Assert.Equal(new InvalidationReport(0, 0, 0), await _batcher.FlushAsync());

        var outcome = Assert.Single(_listener.Outcomes);
        Assert.Equal(["r1"], outcome.Receipts);
        Assert.False(outcome.IsAccepted);
        Assert.Equal("over budget", outcome.Reason);
    }

    [Fact]
    public async Task FlushAsync_PlannedError_ThrowsItAndLeavesEverythingWaiting()
    {
        var planned = new InvalidOperationException("Planned.");
        _batcher.FlushError = planned;
        await _batcher.AddAsync(new InvalidationPath("/a", Receipt: "r1"));

        Assert.Same(planned, await Assert.ThrowsAsync<InvalidOperationException>(() => _batcher.FlushAsync()));
        Assert.Equal(1, _batcher.WaitingCount);
        Assert.Empty(_listener.Outcomes);

        _batcher.FlushError = null;
        await _batcher.FlushAsync();
        Assert.Single(_listener.Outcomes);
    }

    [Fact]
    public async Task FlushAsync_WithoutListener_Works()
    {
        var batcher = new InMemoryInvalidationBatcher();
        await batcher.AddAsync(new InvalidationPath("/a", Receipt: "r1"));

        Assert.Equal(new InvalidationReport(1, 1, 0), await batcher.FlushAsync());
    }

    private sealed class Listener : IInvalidationListener
    {
        public List<InvalidationOutcome> Outcomes { get; } = [];

        public Task SettledAsync(InvalidationOutcome outcome, CancellationToken cancellationToken = default)
        {
            Outcomes.Add(outcome);
            return Task.CompletedTask;
        }
    }
}
