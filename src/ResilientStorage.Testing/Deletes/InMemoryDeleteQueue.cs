using ResilientStorage.Deletes;

namespace ResilientStorage.Testing;

/// <summary>
/// A delete queue for tests. It remembers what it was told, loses, repeats and reorders on demand, can be unreachable, and hands
/// groups out by itself or one by one. Everything happens on the caller's thread, in the same order every time: a handler begins
/// inside the call that hands its group over, or inside the clock that makes a retry due.
/// </summary>
public sealed class InMemoryDeleteQueue : IDeleteQueue
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _timeProvider;
    private readonly List<DeleteGroup> _enqueued = [];
    private readonly LinkedList<DeleteGroup> _waiting = [];
    private readonly HashSet<ITimer> _delays = [];
    private readonly LinkedList<TaskCompletionSource<DeleteGroup?>> _freeHands = [];
    private int _losses;
    private int _duplicates;
    private int _running;
    private bool _isPaused;

    /// <summary>Makes an empty queue.</summary>
    /// <param name="timeProvider">The clock of time limits and retries; the system's by default.</param>
    public InMemoryDeleteQueue(TimeProvider? timeProvider = null) => _timeProvider = timeProvider ?? TimeProvider.System;

    /// <summary>How many groups the queue holds at most; more are refused with a <see cref="StorageException"/> of kind Throttled.</summary>
    /// <value>10,000 by default.</value>
    public int Capacity { get; init; } = 10_000;

    /// <summary>How many groups each consumer handles at once.</summary>
    /// <value>2 by default.</value>
    public int Concurrency { get; init; } = 2;

    /// <summary>How long one group may be handled before its token is cancelled.</summary>
    /// <value>10 minutes by default.</value>
    public TimeSpan GroupTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long to wait before a group is handed out again whose handler threw.</summary>
    /// <value>30 seconds by default.</value>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>While true, every <see cref="EnqueueAsync"/> fails with a <see cref="StorageException"/> of kind Unavailable and takes nothing over.</summary>
    /// <value>False by default.</value>
    public bool IsUnreachable { get; set; }

    /// <summary>While true, consumers get a group only when <see cref="HandOutNext"/> is called. Setting it to false hands out what waits.</summary>
    /// <value>False by default.</value>
    public bool IsPaused
    {
        get
        {
            lock (_lock)
            {
                return _isPaused;
            }
        }

        set
        {
            lock (_lock)
            {
                _isPaused = value;
            }

            HandOut();
        }
    }

    /// <summary>Every group that was accepted, in order, lost ones included.</summary>
    public IReadOnlyList<DeleteGroup> Enqueued
    {
        get
        {
            lock (_lock)
            {
                return [.. _enqueued];
            }
        }
    }

    /// <summary>The groups that wait for a consumer, in the order in which they will be handed out; without those that wait for a retry.</summary>
    public IReadOnlyList<DeleteGroup> Waiting
    {
        get
        {
            lock (_lock)
            {
                return [.. _waiting];
            }
        }
    }

    /// <summary>How many groups wait for the time of their retry.</summary>
    public int Delayed
    {
        get
        {
            lock (_lock)
            {
                return _delays.Count;
            }
        }
    }

    /// <summary>How many groups are being handled.</summary>
    public int Running
    {
        get
        {
            lock (_lock)
            {
                return _running;
            }
        }
    }

    /// <summary>Loses groups: they are accepted and never handed out.</summary>
    /// <param name="count">How many of the groups to come.</param>
    public void LoseNext(int count = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        lock (_lock)
        {
            _losses = count;
        }
    }

    /// <summary>Repeats groups: each is handed out twice.</summary>
    /// <param name="count">How many of the groups to come.</param>
    public void DuplicateNext(int count = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        lock (_lock)
        {
            _duplicates = count;
        }
    }

    /// <summary>Turns the order of the waiting groups round.</summary>
    public void ReverseWaiting()
    {
        lock (_lock)
        {
            DeleteGroup[] reversed = [.. _waiting.Reverse()];
            _waiting.Clear();
            foreach (var group in reversed)
            {
                _waiting.AddLast(group);
            }
        }
    }

    /// <summary>Hands the next waiting group to a consumer, even while paused.</summary>
    /// <returns>False when no group waits or no consumer has a hand free.</returns>
    public bool HandOutNext() => HandOutOne(evenWhenPaused: true);

    /// <inheritdoc/>
    public Task EnqueueAsync(IReadOnlyCollection<DeleteGroup> groups, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(groups);
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled(cancellationToken);
        }

        lock (_lock)
        {
            if (IsUnreachable)
            {
                return Task.FromException(Error(StorageErrorKind.Unavailable, "The delete queue cannot be reached: the test said so."));
            }

            if (groups.Count + _waiting.Count + _delays.Count + _running > Capacity)
            {
                return Task.FromException(Error(StorageErrorKind.Throttled, $"The delete queue holds {Capacity} groups at most and has no room for {groups.Count} more."));
            }

            foreach (var group in groups)
            {
                Accept(group);
            }
        }

        HandOut();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task ConsumeAsync(Func<DeleteGroup, CancellationToken, Task<DeleteOutcome>> handler, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Task.WhenAll(Enumerable.Range(0, Concurrency).Select(_ => RunHandAsync(handler, cancellationToken)).ToArray());
    }

    private static StorageException Error(StorageErrorKind kind, string message) => new(kind, message) { Operation = "EnqueueDeletes" };

    private void Accept(DeleteGroup group)
    {
        _enqueued.Add(group);
        if (_losses > 0)
        {
            _losses--;
            return;
        }

        _waiting.AddLast(group);
        if (_duplicates > 0)
        {
            _duplicates--;
            _waiting.AddLast(group);
        }
    }

    private async Task RunHandAsync(Func<DeleteGroup, CancellationToken, Task<DeleteOutcome>> handler, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var hand = new TaskCompletionSource<DeleteGroup?>();
            lock (_lock)
            {
                _freeHands.AddLast(hand);
            }

            using (cancellationToken.UnsafeRegister(_ => Withdraw(hand), null))
            {
                HandOut();
                if (await hand.Task.ConfigureAwait(false) is { } group)
                {
                    await HandleAsync(group, handler, cancellationToken).ConfigureAwait(false);
                }
            }
        }
    }

    private void Withdraw(TaskCompletionSource<DeleteGroup?> hand)
    {
        lock (_lock)
        {
            if (!_freeHands.Remove(hand))
            {
                return;
            }
        }

        hand.SetResult(null);
    }

    private async Task HandleAsync(DeleteGroup group, Func<DeleteGroup, CancellationToken, Task<DeleteOutcome>> handler, CancellationToken cancellationToken)
    {
        var outcome = cancellationToken.IsCancellationRequested ? null : await AskAsync(group, handler, cancellationToken).ConfigureAwait(false);
        ITimer? delay = null;
        lock (_lock)
        {
            _running--;
            if (outcome is null)
            {
                _waiting.AddFirst(group);
            }
            else if (outcome is { Kind: DeleteOutcomeKind.Retry, After: var after } && after > TimeSpan.Zero)
            {
                delay = _timeProvider.CreateTimer(_ => EndDelay(group, delay!), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                _delays.Add(delay);
            }
            else if (outcome is { Kind: DeleteOutcomeKind.Retry })
            {
                _waiting.AddLast(group);
            }
        }

        // Started outside the lock: the clock may call back at once.
        delay?.Change(outcome!.Value.After, Timeout.InfiniteTimeSpan);
        HandOut();
    }

    /// <returns>Null when the consuming was cancelled and the group is not done.</returns>
    private async Task<DeleteOutcome?> AskAsync(DeleteGroup group, Func<DeleteGroup, CancellationToken, Task<DeleteOutcome>> handler, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(GroupTimeout, _timeProvider);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await handler(group, stop.Token).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The contract: whatever a handler throws means "again later".
        catch (Exception)
#pragma warning restore CA1031
        {
            return cancellationToken.IsCancellationRequested ? null : DeleteOutcome.Retry(RetryDelay);
        }
    }

    private void EndDelay(DeleteGroup group, ITimer delay)
    {
        lock (_lock)
        {
            _delays.Remove(delay);
            _waiting.AddLast(group);
        }

        delay.Dispose();
        HandOut();
    }

    private void HandOut()
    {
        while (HandOutOne(evenWhenPaused: false))
        {
        }
    }

    // The handler runs inside SetResult, so never under the lock.
    private bool HandOutOne(bool evenWhenPaused)
    {
        TaskCompletionSource<DeleteGroup?> hand;
        DeleteGroup group;
        lock (_lock)
        {
            if ((_isPaused && !evenWhenPaused) || _waiting.First is not { } nextGroup || _freeHands.First is not { } nextHand)
            {
                return false;
            }

            _waiting.RemoveFirst();
            _freeHands.RemoveFirst();
            _running++;
            group = nextGroup.Value;
            hand = nextHand.Value;
        }

        hand.SetResult(group);
        return true;
    }
}
