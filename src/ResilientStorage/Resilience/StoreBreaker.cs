using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;

namespace ResilientStorage.Resilience;

/// <summary>
/// One store's breaker, shared by all that is asked of it. It counts what says that nobody is there: Unavailable, Timeout, and Unknown where the network
/// may be to blame. Throttled is the answer of a store that works: leaving it alone would make an outage of a "slow down", which pauses and the rate limit
/// respect already.
/// </summary>
/// <remarks>
/// Polly's strategy does the counting but surrounds no call, because to it whatever is not a failure is a success: a cancelled call would water the ratio
/// down, and one that was sent long before would end another's probe. It is told afterwards, and only of outcomes that say something. It runs OnOpened and
/// its like on a task of its own, so there are none: the telemetry listener is told on the caller's thread, but inside the lock. What it hears is kept and
/// announced by the next call that comes by outside of it.
/// </remarks>
internal sealed class StoreBreaker
{
    private readonly Lock _lock = new();
    private readonly string _store;
    private readonly TimeProvider _time;
    private readonly IStoreCallObserver? _observer;
    private readonly ILogger _logger;
    private readonly ResiliencePipeline _pipeline;
    private readonly CircuitBreakerStateProvider _state = new();
    private readonly ConcurrentQueue<StoreBreakerChange> _changes = new();
    private DateTimeOffset _leftAloneUntil;
    private StorageException? _lastCause;
    private bool _isProbing;
    private int _era;

    public StoreBreaker(string store, StoreBreakerOptions options, TimeProvider time, IStoreCallObserver? observer, ILogger logger)
    {
        _store = store;
        _time = time;
        _observer = observer;
        _logger = logger;
        var builder = new ResiliencePipelineBuilder { TimeProvider = time, TelemetryListener = new StoreBreakerListener(Hear) };
        if (options.Enabled)
        {
            builder.AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                FailureRatio = options.FailureRatio,
                MinimumThroughput = options.MinimumCalls,
                SamplingDuration = options.Window,
                BreakDuration = options.BreakDuration,
                StateProvider = _state,
                ShouldHandle = static arguments => ValueTask.FromResult(arguments.Outcome.Exception is not null),
            });
        }

        _pipeline = builder.Build();
    }

    public string Store => _store;

    public StoreBreakerState State
    {
        get
        {
            lock (_lock)
            {
                return _isProbing ? StoreBreakerState.Probing : IsClosed ? StoreBreakerState.Closed : StoreBreakerState.Open;
            }
        }
    }

    /// <summary>Until when it is left alone at least; the next call after that probes it.</summary>
    public DateTimeOffset LeftAloneUntil
    {
        get
        {
            lock (_lock)
            {
                return _leftAloneUntil;
            }
        }
    }

    /// <summary>What it failed with when it was last left alone.</summary>
    public StorageException? LastCause => Volatile.Read(ref _lastCause);

    /// <summary>Whether a call would be refused now. One that comes when the time is up would not: it is the probe.</summary>
    public bool IsLeftAlone
    {
        get
        {
            lock (_lock)
            {
                return _isProbing || (!IsClosed && _time.GetUtcNow() < _leftAloneUntil);
            }
        }
    }

    private bool IsClosed => _state.CircuitState == CircuitState.Closed;

    /// <summary>Lets a request through, which has to be ended, or refuses it.</summary>
    public bool TryBegin(StoreRun run)
    {
        lock (_lock)
        {
            if (IsLeftAlone)
            {
                return false;
            }

            run.Era = _era;
            if (!IsClosed)
            {
                run.IsProbe = _isProbing = true;
                _changes.Enqueue(new StoreBreakerChange(StoreBreakerState.Probing, TimeSpan.Zero, Cause: null));
            }

            return true;
        }
    }

    /// <summary>Lets the next bytes of an answer through, in any case.</summary>
    public void BeginResumed(StoreRun run)
    {
        lock (_lock)
        {
            run.Era = _era;
        }
    }

    /// <summary>Counts how a request ended.</summary>
    /// <param name="run">Its call.</param>
    /// <param name="error">What it failed with; null for a success.</param>
    public async ValueTask EndAsync(StoreRun run, Exception? error)
    {
        var isThere = IsThere(error);
        ValueTask told;
        lock (_lock)
        {
            if (run.IsProbe)
            {
                // One that was broken off has proved nothing: the store is left alone for as long again.
                run.IsProbe = _isProbing = false;
            }
            else if (isThere is null || !IsClosed || run.Era != _era || (run.Tries == StoreTries.Resumed && isThere.Value))
            {
                // The requests of another era are no news, and the success of an answer was counted when it began.
                return;
            }

            // Nothing in it waits: it has ended when the lock is left.
            told = TellAsync(isThere == true ? null : error);
        }

        await told.ConfigureAwait(false);
    }

    /// <summary>Tells the log and the observer what has changed.</summary>
    public void Announce()
    {
        while (_changes.TryDequeue(out var change))
        {
            switch (change.State)
            {
                case StoreBreakerState.Open:
                    _logger.StoreLeftAlone(_store, change.For, change.Cause?.Kind ?? StorageErrorKind.Unknown);
                    break;
                case StoreBreakerState.Closed:
                    _logger.StoreIsBack(_store);
                    break;
                default:
                    break;
            }

            _observer?.BreakerChanged(_store, change);
        }
    }

    /// <summary>Whether the error says that nobody is there.</summary>
    public static bool IsFailure(StorageException error) =>
        error.Kind is StorageErrorKind.Unavailable or StorageErrorKind.Timeout || error is { Kind: StorageErrorKind.Unknown, IsTransient: true };

    /// <summary>Null where the outcome does not say: a cancellation, a request that was never sent, a bug of the driver.</summary>
    private static bool? IsThere(Exception? error) => error switch
    {
        null => true,
        StorageException storage when IsFailure(storage) => false,
        StorageException { WasNotSent: false, Kind: not StorageErrorKind.Unknown } => true,
        _ => null,
    };

    private async ValueTask TellAsync(Exception? error)
    {
        var context = ResilienceContextPool.Shared.Get(CancellationToken.None);
        try
        {
            await _pipeline.ExecuteOutcomeAsync(
                static (_, error) => ValueTask.FromResult(error is null ? Outcome.FromResult<object>(null) : Outcome.FromException<object>(error)),
                context,
                error).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private void Hear(StoreBreakerChange change)
    {
        _era++;
        if (change.State == StoreBreakerState.Open)
        {
            // A probe that was broken off has no cause of its own.
            change = change with { Cause = change.Cause ?? _lastCause };
            Volatile.Write(ref _lastCause, change.Cause);
            _leftAloneUntil = _time.GetUtcNow() + change.For;
        }

        _changes.Enqueue(change);
    }
}
