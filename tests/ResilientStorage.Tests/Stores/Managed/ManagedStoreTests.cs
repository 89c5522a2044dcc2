using System.Buffers;
using Microsoft.Extensions.Logging.Abstractions;
using ResilientStorage.Randomness;
using ResilientStorage.Resilience;
using ResilientStorage.Testing;

namespace ResilientStorage.Stores.Managed;

/// <summary>What the engine makes of a driver's answers: retries, names in errors, proof.</summary>
public sealed class ManagedStoreTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly InMemoryObjectStore _inner = new();
    private readonly StoreFaultPlan _faults = new();

    [Theory]
    [InlineData(StorageErrorKind.Unavailable, 4)]
    [InlineData(StorageErrorKind.Timeout, 4)]
    [InlineData(StorageErrorKind.Throttled, 4)]
    [InlineData(StorageErrorKind.Unknown, 4)]
    [InlineData(StorageErrorKind.AccessDenied, 1)]
    [InlineData(StorageErrorKind.InvalidRequest, 1)]
    [InlineData(StorageErrorKind.QuotaExceeded, 1)]
    [InlineData(StorageErrorKind.NotFound, 1)]
    public async Task PutAsync_Fails_TriedAsOftenAsItMayHelp(StorageErrorKind kind, int tries)
    {
        _faults.On(StoreOperation.Put).Fail(kind);

        var error = await Assert.ThrowsAsync<StorageException>(() => PutAsync(Store()));

        Assert.Equal((kind, "main", "PutObject", "a"), (error.Kind, error.Store, error.Operation, error.Key));
        Assert.StartsWith("Store 'main', PutObject of 'a':", error.Message, StringComparison.Ordinal);
        Assert.Equal(tries, _faults.Calls.Count(static call => call.Operation == StoreOperation.Put));
    }

    [Theory]
    [InlineData(StorageErrorKind.Unavailable, true)]
    [InlineData(StorageErrorKind.Timeout, true)]
    [InlineData(StorageErrorKind.Unknown, true)]
    [InlineData(StorageErrorKind.Throttled, false)]
    [InlineData(StorageErrorKind.AccessDenied, false)]
    public async Task PutAsync_FailsOnce_OutcomeIsUnknownOnlyWhereTheWriteMayLand(StorageErrorKind kind, bool unknown)
    {
        _faults.On(StoreOperation.Put).Call(1).Fail(kind);
        var outcome = new WriteOutcome();
        var store = Store();
        if (kind == StorageErrorKind.AccessDenied)
        {
            await Assert.ThrowsAsync<StorageException>(() => PutAsync(store, outcome));
        }
        else
        {
            var stored = await PutAsync(store, outcome);
            Assert.Equal(unknown, stored.HadUnknownOutcome);
        }

        Assert.Equal(unknown, outcome.IsUnknown);
    }

    [Fact]
    public async Task PutAsync_DriverThatTriedMoreThanOnce_OutcomeIsUnknown()
    {
        var outcome = new WriteOutcome();

        var stored = await PutAsync(new ManagedStore("main", new DoubtfulStore(_inner), Pipeline(), StoreWork.Upload), outcome);

        Assert.True(stored.HadUnknownOutcome);
        Assert.True(outcome.IsUnknown);
    }

    [Fact]
    public async Task PutAsync_AnswerLostAndTheHeadToo_TriedAgain()
    {
        _faults.On(StoreOperation.Put).Call(1).LoseAnswer();
        _faults.On(StoreOperation.Find).Call(1).Fail();

        var stored = await PutAsync(Store());

        Assert.Equal((3L, true), (stored.Length, stored.HadUnknownOutcome));
        Assert.Equal(2, _faults.Calls.Count(static call => call.Operation == StoreOperation.Put));
    }

    [Fact]
    public async Task PutAsync_AnswerLostButOtherBytesLieThere_NotBelieved()
    {
        await _inner.PutAsync("a", new ReadOnlySequence<byte>(new byte[2]), new PutObjectOptions());
        _faults.On(StoreOperation.Put).Fail(StorageErrorKind.Timeout);

        var error = await Assert.ThrowsAsync<StorageException>(() => PutAsync(Store()));

        Assert.Equal(StorageErrorKind.Timeout, error.Kind);
    }

    [Fact]
    public async Task PutAsync_AnotherExceptionOfTheDriver_DescribedAndOutcomeUnknown()
    {
        var outcome = new WriteOutcome();
        var store = new ManagedStore("main", new ThrowingStore(new InvalidOperationException("bug")), Pipeline(), StoreWork.Upload);

        var error = await Assert.ThrowsAsync<StorageException>(() => PutAsync(store, outcome));

        Assert.Equal((StorageErrorKind.Unknown, false), (error.Kind, error.IsTransient));
        Assert.Contains("InvalidOperationException: bug", error.Message, StringComparison.Ordinal);
        Assert.IsType<InvalidOperationException>(error.InnerException);
        Assert.True(outcome.IsUnknown);
    }

    [Fact]
    public async Task PutAsync_NoAnswer_TimedOutPerTry()
    {
        SynchronizationContext.SetSynchronizationContext(null);
        var faults = new StoreFaultPlan(_clock);
        faults.On(StoreOperation.Put).Hang();
        var store = new ManagedStore("main", FaultInjectingObjectStore.Wrap(_inner, faults), Pipeline(static options => options.Foreground.Retries = 0), StoreWork.Upload);

        var put = PutAsync(store);
        _clock.Advance(TimeSpan.FromMinutes(2));

        var error = await Assert.ThrowsAsync<StorageException>(() => put);
        Assert.Equal((StorageErrorKind.Timeout, true), (error.Kind, error.IsTransient));
        Assert.Contains("AttemptTimeout", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PutAsync_StoreAsksToWait_WaitsThatLong()
    {
        SynchronizationContext.SetSynchronizationContext(null);
        var driver = new ThrowingStore(new StorageException(StorageErrorKind.Throttled, "slow down") { RetryAfter = TimeSpan.FromSeconds(20) });
        var put = PutAsync(new ManagedStore("main", driver, Pipeline(static options => options.Foreground.Retries = 1), StoreWork.Upload));

        _clock.Advance(TimeSpan.FromSeconds(19));
        Assert.Equal(1, driver.Calls);
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(2, driver.Calls);
        await Assert.ThrowsAsync<StorageException>(() => put);
    }

    [Theory]
    [InlineData("a", true, 0)]
    [InlineData("b", false, 1)]
    [InlineData("c", false, 0)]
    public async Task ListExactlyAsync_KeysThatBeginAlike_OnlyThatKey(string key, bool exists, int uploads)
    {
        await _inner.PutAsync("a", default, new PutObjectOptions());
        await _inner.PutAsync("a/b", default, new PutObjectOptions());
        await _inner.PutAsync("b1", default, new PutObjectOptions());
        await _inner.PutAsync("c.1", default, new PutObjectOptions());
        await _inner.BeginMultipartAsync("b", 10, new PutObjectOptions());
        await _inner.BeginMultipartAsync("bb", 10, new PutObjectOptions());

        var listed = await Store().ListExactlyAsync(key, CancellationToken.None);

        Assert.Equal((exists, uploads), (listed.Exists, listed.Uploads.Count));
        Assert.Equal(!exists && uploads == 0, listed.IsEmpty);
    }

    private ManagedStore Store() => new("main", FaultInjectingObjectStore.Wrap(_inner, _faults), Pipeline(), StoreWork.Upload);

    private StorePipeline Pipeline(Action<StoreResilienceOptions>? configure = null)
    {
        var options = new StoreResilienceOptions { Foreground = { RetryDelay = TimeSpan.Zero } };
        configure?.Invoke(options);
        var breaker = new StoreBreaker("main", options.Breaker, _clock, observer: null, NullLogger.Instance);
        return new StorePipeline(options, breaker, limiter: null, _clock, new IdFactory(_clock, new CryptographicRandomSource()), observer: null);
    }

    private static Task<StoredObject> PutAsync(ManagedStore store, WriteOutcome? outcome = null) =>
        store.PutAsync("a", new ReadOnlySequence<byte>(new byte[3]), new PutObjectOptions(), outcome ?? new WriteOutcome(), CancellationToken.None);
}
