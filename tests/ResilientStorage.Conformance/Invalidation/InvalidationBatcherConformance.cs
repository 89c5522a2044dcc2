using ResilientStorage.Invalidation;

namespace ResilientStorage.Conformance.Invalidation;

/// <summary>What every invalidation batcher does: nothing is sent before its time, and each receipt comes back exactly once.</summary>
public abstract class InvalidationBatcherConformance
{
    private readonly RecordingListener _listener = new();

    [Fact]
    public async Task FlushAsync_NothingAdded_SendsNothing()
    {
        var batcher = Create(_listener);

        Assert.Equal(new InvalidationReport(Batches: 0, Paths: 0, Waiting: 0), await batcher.FlushAsync());
        Assert.Empty(_listener.Outcomes);
    }

    [Fact]
    public async Task FlushAsync_ChangesAndPaths_SendsThemAndSettlesEachReceiptOnce()
    {
        var batcher = Create(_listener);
        await batcher.AddAsync(Change("a.png", "r1"));
        await batcher.AddAsync(Change("b.png", "r2") with { IsRemoval = true });
        await batcher.AddAsync(new InvalidationPath("/c.png", Receipt: "r3"));
        Assert.Empty(_listener.Outcomes);

        var report = await batcher.FlushAsync();

        Assert.Equal((3, 0), (report.Paths, report.Waiting));
        Assert.InRange(report.Batches, 1, 3);
        Assert.Equal(["r1", "r2", "r3"], _listener.Receipts);
        Assert.All(_listener.Outcomes, static outcome => Assert.True(outcome.IsAccepted));
        Assert.All(_listener.Outcomes, static outcome => Assert.Null(outcome.Reason));
    }

    [Fact]
    public async Task FlushAsync_Again_SettlesNothingTwice()
    {
        var batcher = Create(_listener);
        await batcher.AddAsync(Change("a.png", "r1"));
        await batcher.FlushAsync();

        var report = await batcher.FlushAsync();

        Assert.Equal(new InvalidationReport(Batches: 0, Paths: 0, Waiting: 0), report);
        Assert.Equal(["r1"], _listener.Receipts);
    }

    [Fact]
    public async Task FlushAsync_SamePathTwice_SendsItOnceAndSettlesBoth()
    {
        var batcher = Create(_listener);
        await batcher.AddAsync(Change("a.png", "r1"));
        await batcher.AddAsync(new InvalidationPath("/a.png", Receipt: "r2"));

        Assert.Equal(1, (await batcher.FlushAsync()).Paths);
        Assert.Equal(["r1", "r2"], _listener.Receipts);
    }

    [Fact]
    public async Task FlushAsync_NoReceipts_TellsNobody()
    {
        var batcher = Create(_listener);
        await batcher.AddAsync(Change("a.png", receipt: null));
        await batcher.AddAsync(new InvalidationPath("/b.png"));

        Assert.Equal(2, (await batcher.FlushAsync()).Paths);
        Assert.Empty(_listener.Outcomes);
    }

    [Fact]
    public async Task FlushAsync_ListenerThatAddsAndFlushes_GetsEachReceiptOnce()
    {
        var batcher = Create(_listener);
        var added = false;
        _listener.OnSettled = async () =>
        {
            if (!added)
            {
                added = true;
                await batcher.AddAsync(Change("b.png", "r2"));
                await batcher.FlushAsync();
            }
        };
        await batcher.AddAsync(Change("a.png", "r1"));

        await batcher.FlushAsync();

        Assert.Equal(["r1", "r2"], _listener.Receipts);
    }

    [Fact]
    public async Task FlushAsync_ManyAtOnce_SettleEachReceiptOnce()
    {
        var batcher = Create(_listener);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(async () =>
        {
            for (var i = 0; i < 100; i++)
            {
                await batcher.AddAsync(Change($"{worker}-{i}.png", $"{worker}-{i}"));
                await batcher.FlushAsync();
            }
        })));

        Assert.Equal(800, _listener.Receipts.Count());
        Assert.Equal(800, _listener.Receipts.Distinct().Count());
    }

    [Fact]
    public async Task FlushAsync_Cancelled_LeavesEverythingWaiting()
    {
        var batcher = Create(_listener);
        await batcher.AddAsync(Change("a.png", "r1"));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => batcher.FlushAsync(new CancellationToken(canceled: true)));
        Assert.Empty(_listener.Outcomes);

        await batcher.FlushAsync();
        Assert.Equal(["r1"], _listener.Receipts);
    }

    [Fact]
    public async Task AddAsync_Cancelled_AddsNothing()
    {
        var batcher = Create(_listener);
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await batcher.AddAsync(Change("a.png", "r1"), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await batcher.AddAsync(new InvalidationPath("/a.png", Receipt: "r2"), cancelled));

        Assert.Equal(0, (await batcher.FlushAsync()).Paths);
        Assert.Empty(_listener.Outcomes);
    }

    [Fact]
    public async Task AddAsync_Null_Throws()
    {
        var batcher = Create(_listener);

        await Assert.ThrowsAsync<ArgumentNullException>(async () => await batcher.AddAsync((ObjectChange)null!));
        await Assert.ThrowsAsync<ArgumentNullException>(async () => await batcher.AddAsync((InvalidationPath)null!));
    }

    /// <summary>Makes a batcher whose CDN accepts everything and serves every object under <c>/</c> and its object key.</summary>
    protected abstract IInvalidationBatcher Create(IInvalidationListener listener);

    private static ObjectChange Change(string key, string? receipt) => new() { Bucket = "photos", ObjectKey = key, Receipt = receipt };
}
