using Microsoft.Extensions.Logging.Abstractions;
using ResilientStorage.Randomness;
using ResilientStorage.Testing;

namespace ResilientStorage.Resilience;

/// <summary>A pipeline over a driver that does what the test says next.</summary>
internal sealed class PipelineBed
{
    private readonly StorePipeline _pipeline;

    public PipelineBed(Action<StoreResilienceOptions>? configure = null, Func<ManualTimeProvider, StoreRateLimiter>? limiter = null)
    {
        // The test runner's context would send continuations to other threads.
        SynchronizationContext.SetSynchronizationContext(null);
        Options.Foreground.RetryDelay = Options.Background.RetryDelay = TimeSpan.Zero;
        configure?.Invoke(Options);
        Breaker = new StoreBreaker("main", Options.Breaker, Clock, Observer, NullLogger.Instance);
        _pipeline = new StorePipeline(Options, Breaker, limiter?.Invoke(Clock), Clock, new IdFactory(Clock, new CryptographicRandomSource()), Observer);
    }

    public StoreResilienceOptions Options { get; } = new();

    public ManualTimeProvider Clock { get; } = new();

    public RecordingObserver Observer { get; } = new();

    public StoreBreaker Breaker { get; }

    /// <summary>How many requests reached the driver.</summary>
    public int Sent { get; private set; }

    /// <summary>What the driver does.</summary>
    public Func<CancellationToken, Task> Driver { get; set; } = static _ => Task.CompletedTask;

    public void Fail(StorageErrorKind kind, TimeSpan? retryAfter = null) => Driver = _ => throw new StorageException(kind, "It failed.") { RetryAfter = retryAfter };

    public void Hang() => Driver = Hanging.UntilCancelledAsync;

    public void Work() => Driver = static _ => Task.CompletedTask;

    public Task CallAsync(StoreWork? work = null, StoreTries tries = StoreTries.All, CancellationToken cancellationToken = default) =>
        _pipeline.ExecuteAsync(
            new StoreCall("main", "PutObject", "a"),
            work ?? StoreWork.Upload,
            tries,
            static async (bed, token) =>
            {
                bed.Sent++;
                await bed.Driver(token);
                return true;
            },
            this,
            cancellationToken).AsTask();

    /// <summary>Makes a call that fails, and gives its error.</summary>
    public StorageException Failure(StoreWork? work = null, StoreTries tries = StoreTries.All)
    {
        var call = CallAsync(work, tries);
        Clock.Finish(call);
        return Assert.IsType<StorageException>(call.Exception?.InnerException);
    }

    /// <summary>Lets the store fail until it is left alone.</summary>
    public void Open()
    {
        Fail(StorageErrorKind.Unavailable);
        while (Breaker.State == StoreBreakerState.Closed)
        {
            Failure(tries: StoreTries.One);
        }

        Sent = 0;
    }
}
