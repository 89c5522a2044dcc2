using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ResilientStorage.Deletes.InProcess;

/// <summary>
/// The delete queue of a host without a broker. It forgets everything when the process ends, which costs time and nothing else:
/// the ledger is the work list, and polling finds what no bell announced.
/// Handlers run on the thread that hands the group over (of an enqueuer, a timer, or the handler before): nothing here leaves the
/// thread, so that a simulation decides the order of everything.
/// </summary>
internal sealed class InProcessDeleteQueue : IDeleteQueue
{
    // The longest due time of a timer; see TimeProvider.CreateTimer.
    private static readonly TimeSpan MaxTimer = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    private readonly Lock _lock = new();
    private readonly LinkedList<DeleteGroup> _ready = [];
    private readonly LinkedList<TaskCompletionSource<DeleteGroup?>> _idleSlots = [];

    // Keeps the timers of delayed groups alive: nobody else refers to them.
    private readonly HashSet<ITimer> _timers = [];
    private readonly InProcessDeleteQueueOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private int _held;
    private int _consumers;

    public InProcessDeleteQueue(InProcessDeleteQueueOptions options, TimeProvider timeProvider, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(timeProvider);
        ArgumentNullException.ThrowIfNull(logger);
        var validation = new InProcessDeleteQueueOptionsValidator().Validate(name: null, options);
        if (validation.Failed)
        {
            throw new OptionsValidationException(Options.DefaultName, typeof(InProcessDeleteQueueOptions), validation.Failures);
        }

        _options = options;
        _timeProvider = timeProvider;
        _logger = logger;
    }

    public Task EnqueueAsync(IReadOnlyCollection<DeleteGroup> groups, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(groups);
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled(cancellationToken);
        }

        List<Handover> handovers = [];
        lock (_lock)
        {
            if (groups.Count > _options.Capacity - _held)
            {
                return Task.FromException(Full(groups.Count));
            }

            foreach (var group in groups)
            {
                _held++;
                Place(group, first: false, handovers);
            }
        }

        Complete(handovers);
        return Task.CompletedTask;
    }

    /// <summary>Whether anybody in this process takes groups: a host without a worker need not be told.</summary>
    public bool HasConsumers => Volatile.Read(ref _consumers) > 0;

    public async Task ConsumeAsync(Func<DeleteGroup, CancellationToken, Task<DeleteOutcome>> handler, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Interlocked.Increment(ref _consumers);
        try
        {
            var slots = new Task[_options.Concurrency];
            for (var i = 0; i < slots.Length; i++)
            {
                slots[i] = RunSlotAsync(handler, cancellationToken);
            }

            await Task.WhenAll(slots).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _consumers);
        }
    }

    private async Task RunSlotAsync(Func<DeleteGroup, CancellationToken, Task<DeleteOutcome>> handler, CancellationToken cancellationToken)
    {
        while (await TakeAsync(cancellationToken).ConfigureAwait(false) is { } group)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                PutBack(group);
                return;
            }

            await HandleAsync(group, handler, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<DeleteGroup?> TakeAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource<DeleteGroup?> slot;
        lock (_lock)
        {
            if (_ready.First is { } first)
            {
                _ready.RemoveFirst();
                return first.Value;
            }

            slot = new TaskCompletionSource<DeleteGroup?>();
            _idleSlots.AddLast(slot);
        }

        using var registration = cancellationToken.UnsafeRegister(_ => Dismiss(slot), null);
        return await slot.Task.ConfigureAwait(false);
    }

    private void Dismiss(TaskCompletionSource<DeleteGroup?> slot)
    {
        lock (_lock)
        {
            if (!_idleSlots.Remove(slot))
            {
                return;
            }
        }

        slot.SetResult(null);
    }

    private async Task HandleAsync(DeleteGroup group, Func<DeleteGroup, CancellationToken, Task<DeleteOutcome>> handler, CancellationToken cancellationToken)
    {
        DeleteOutcome outcome;
        using (var timeLimit = new CancellationTokenSource(_options.GroupTimeout, _timeProvider))
        using (var stop = CancellationTokenSource.CreateLinkedTokenSource(timeLimit.Token, cancellationToken))
        {
            try
            {
                outcome = await handler(group, stop.Token).ConfigureAwait(false);
            }
            catch (Exception) when (cancellationToken.IsCancellationRequested)
            {
                PutBack(group);
                return;
            }
#pragma warning disable CA1031 // Whatever a handler throws means "again later": one bad group must not end the consuming.
            catch (Exception e)
#pragma warning restore CA1031
            {
                _logger.HandlerFailed(e, group.Id, _options.RetryDelay);
                outcome = DeleteOutcome.Retry(_options.RetryDelay);
            }
        }

        if (outcome.Kind == DeleteOutcomeKind.Retry)
        {
            Delay(group, outcome.After);
        }
        else
        {
            lock (_lock)
            {
                _held--;
            }
        }
    }

    private void Delay(DeleteGroup group, TimeSpan delay)
    {
        if (delay <= TimeSpan.Zero)
        {
            Place(group, first: false);
            return;
        }

        ITimer? timer = null;
        lock (_lock)
        {
            timer = _timeProvider.CreateTimer(_ => Return(group, timer!), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _timers.Add(timer);
        }

        // Started only now: a timer may call back at once, and Return has to find it.
        timer.Change(delay < MaxTimer ? delay : MaxTimer, Timeout.InfiniteTimeSpan);
    }

    private void Return(DeleteGroup group, ITimer timer)
    {
        lock (_lock)
        {
            _timers.Remove(timer);
        }

        timer.Dispose();
        Place(group, first: false);
    }

    // A group that was taken and not done keeps its place in the line.
    private void PutBack(DeleteGroup group) => Place(group, first: true);

    private void Place(DeleteGroup group, bool first)
    {
        List<Handover> handovers = [];
        lock (_lock)
        {
            Place(group, first, handovers);
        }

        Complete(handovers);
    }

    private void Place(DeleteGroup group, bool first, List<Handover> handovers)
    {
        if (_idleSlots.First is { } slot)
        {
            _idleSlots.RemoveFirst();
            handovers.Add(new Handover(slot.Value, group));
        }
        else if (first)
        {
            _ready.AddFirst(group);
        }
        else
        {
            _ready.AddLast(group);
        }
    }

    // Outside the lock: a slot's continuation, the handler and all it calls run inside SetResult.
    private static void Complete(List<Handover> handovers)
    {
        foreach (var handover in handovers)
        {
            handover.Slot.SetResult(handover.Group);
        }
    }

    private StorageException Full(int count) => new(
        StorageErrorKind.Throttled,
        $"The delete queue in this process holds {_options.Capacity} groups at most and has no room for {count} more. Nothing is lost: the ledger has recorded the removals, and its polling does them later. To take more, raise {nameof(InProcessDeleteQueueOptions)}.{nameof(InProcessDeleteQueueOptions.Capacity)}.")
    {
        Operation = "EnqueueDeletes",
    };

    private readonly record struct Handover(TaskCompletionSource<DeleteGroup?> Slot, DeleteGroup Group);
}
