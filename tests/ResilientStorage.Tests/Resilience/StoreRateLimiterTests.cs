using System.Globalization;
using ResilientStorage.Stores;
using ResilientStorage.Testing;
using ResilientStorage.Tests.Resilience;

namespace ResilientStorage.Resilience;

/// <summary>Who is let through when. Exact, because the clock is the test's.</summary>
public sealed class StoreRateLimiterTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly List<string> _served = [];

    [Fact]
    public void WaitAsync_AfterARest_ABurstThenEvenly() => SingleThread.Run(() =>
    {
        var limiter = new StoreRateLimiter(100, _clock);
        _clock.Advance(TimeSpan.FromHours(1));

        var calls = Enumerable.Range(0, 30).Select(_ => limiter.WaitAsync(StorePriority.Read, CancellationToken.None).AsTask()).ToList();

        Assert.Equal(10, calls.Count(static call => call.IsCompleted));
        _clock.Advance(TimeSpan.FromMilliseconds(9));
        Assert.Equal(10, calls.Count(static call => call.IsCompleted));
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(11, calls.Count(static call => call.IsCompleted));
        _clock.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal(21, calls.Count(static call => call.IsCompleted));
        return Task.CompletedTask;
    });

    [Fact]
    public void WaitAsync_ManyWait_ByPriorityThenArrival() => SingleThread.Run(async () =>
    {
        var limiter = new StoreRateLimiter(1, _clock);
        await limiter.WaitAsync(StorePriority.Sweep, CancellationToken.None);
        Ask(limiter, StorePriority.Removal, "removal 1");
        Ask(limiter, StorePriority.Sweep, "sweep 1");
        Ask(limiter, StorePriority.Repair, "repair 1");
        Ask(limiter, StorePriority.Upload, "upload 1");
        Ask(limiter, StorePriority.Read, "read 1");
        Ask(limiter, StorePriority.Read, "read 2");

        _clock.Advance(TimeSpan.FromSeconds(2));
        Ask(limiter, StorePriority.Upload, "upload 2");
        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(["read 1", "read 2", "upload 1", "upload 2", "repair 1", "removal 1", "sweep 1"], _served);
    });

    [Fact]
    public void WaitAsync_AFloodOfReads_EveryEighthPermitGoesToWhoWaitedLongest() => SingleThread.Run(async () =>
    {
        var limiter = new StoreRateLimiter(1, _clock);
        await limiter.WaitAsync(StorePriority.Read, CancellationToken.None);
        Ask(limiter, StorePriority.Sweep, "sweep 1");
        Ask(limiter, StorePriority.Sweep, "sweep 2");
        for (var i = 0; i < 16; i++)
        {
            Ask(limiter, StorePriority.Read, "read");
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(["read", "read", "read", "read", "read", "read", "read", "sweep 1", "read", "read", "read", "read", "read", "read", "read", "sweep 2"], _served);
    });

    [Fact]
    public void WaitAsync_Cancelled_GoneOnTheSameThreadAndItsPermitGoesToTheNext() => SingleThread.Run(async () =>
    {
        var limiter = new StoreRateLimiter(1, _clock);
        await limiter.WaitAsync(StorePriority.Read, CancellationToken.None);
        using var cancellation = new CancellationTokenSource();
        var cancelled = limiter.WaitAsync(StorePriority.Read, cancellation.Token).AsTask();
        Ask(limiter, StorePriority.Sweep, "sweep");

        cancellation.Cancel();
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.Equal((cancellation.Token, 1), (error.CancellationToken, limiter.Waiting));
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(["sweep"], _served);
    });

    [Fact]
    public void WaitAsync_CancelledBefore_Cancelled()
    {
        var limiter = new StoreRateLimiter(1, _clock);

        Assert.True(limiter.WaitAsync(StorePriority.Read, new CancellationToken(canceled: true)).AsTask().IsCanceled);

        Assert.True(limiter.WaitAsync(StorePriority.Read, CancellationToken.None).AsTask().IsCompletedSuccessfully);
    }

    [Fact]
    public void Charge_AnOperationThatDidNotWait_DelaysTheNext() => SingleThread.Run(async () =>
    {
        var limiter = new StoreRateLimiter(1, _clock);
        limiter.Charge();
        limiter.Charge();
        var call = limiter.WaitAsync(StorePriority.Read, CancellationToken.None).AsTask();

        Assert.Equal(TimeSpan.FromSeconds(2), _clock.Finish(call));
        Assert.Equal(TimeSpan.FromSeconds(2), await call);
    });

    [Fact]
    public void Refund_APermitThatWasNotUsed_GoesToTheNext() => SingleThread.Run(async () =>
    {
        var limiter = new StoreRateLimiter(1, _clock);
        await limiter.WaitAsync(StorePriority.Read, CancellationToken.None);
        Ask(limiter, StorePriority.Read, "read");

        limiter.Refund();
        _clock.Advance(TimeSpan.Zero);

        Assert.Equal(["read"], _served);
    });

    [Theory]
    [InlineData(null, null, null)]
    [InlineData(400, null, 400)]
    [InlineData(null, 7, 7)]
    [InlineData(400, 7, 7)]
    [InlineData(400, 800, 800)]
    [InlineData(0, 800, 800)]
    public void Find_DriverAndSettings_TheSettingsWin(int? named, int? set, int? expected)
    {
        var limiter = new StoreRateLimiters().Find("main", named is { } rate ? new StoreRateLimit("key", rate) : null, set, _clock);

        Assert.Equal(expected, limiter?.OperationsPerSecond);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1_000_001)]
    public void Find_TheDriverNamesWhatIsNoLimit_SaysWhichStoreAndWhat(int rate)
    {
        var error = Assert.Throws<InvalidOperationException>(() => new StoreRateLimiters().Find("backup", new StoreRateLimit("key", rate), operationsPerSecond: null, _clock));

        Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"Store 'backup': its driver names ObjectStoreCapabilities.RateLimit with OperationsPerSecond = {rate}, it has to be 1 to 1,000,000."), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_SameCredential_OneLimitAndTheLowestNumber()
    {
        var limiters = new StoreRateLimiters();
        var first = limiters.Find("main", new StoreRateLimit("key", 400), operationsPerSecond: null, _clock);
        var second = limiters.Find("main", new StoreRateLimit("key", 400), operationsPerSecond: 100, _clock);
        var other = limiters.Find("main", new StoreRateLimit("another", 400), operationsPerSecond: null, _clock);

        Assert.Same(first, second);
        Assert.NotSame(first, other);
        Assert.Equal((100, 400), (first!.OperationsPerSecond, other!.OperationsPerSecond));
    }

    [Fact]
    public void Find_NoCredentialIsNamed_EachStoreItsOwn()
    {
        var limiters = new StoreRateLimiters();

        Assert.NotSame(limiters.Find("main", named: null, 5, _clock), limiters.Find("main", named: null, 5, _clock));
    }

    private void Ask(StoreRateLimiter limiter, StorePriority priority, string name)
    {
        _ = WaitAsync();

        async Task WaitAsync()
        {
            await limiter.WaitAsync(priority, CancellationToken.None);
            _served.Add(name);
        }
    }
}
