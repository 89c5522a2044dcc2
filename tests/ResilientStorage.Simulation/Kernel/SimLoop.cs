namespace ResilientStorage.Simulation.Kernel;

/// <summary>
/// The one thread of a simulation and its virtual time. Whatever happens is an event of this loop: the one that is due first,
/// and among equals the one that the seeded tie-breaker picks.
/// </summary>
internal sealed class SimLoop(SimRandom random)
{
    private readonly PriorityQueue<Action, (long At, ulong Tie)> _events = new();
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private SimViolationException? _violation;

    /// <summary>Where virtual time begins.</summary>
    public static DateTimeOffset Epoch { get; } = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public SimTrace Trace { get; } = new();

    /// <summary>Virtual time since <see cref="Epoch"/>.</summary>
    public TimeSpan Now
    {
        get => Trace.Now;
        private set => Trace.Now = value;
    }

    public long Steps { get; private set; }

    public int PendingEvents => _events.Count;

    /// <summary>Stops the run at the next step: what was checked does not hold.</summary>
    public void Violate(string invariant, string message)
    {
        Trace.Add($"VIOLATION {invariant}: {message}");
        _violation ??= new SimViolationException(invariant, message);
    }

    public void ThrowIfViolated()
    {
        if (_violation is not null)
        {
            throw _violation;
        }
    }

    /// <summary>Every simulated call begins with this: a continuation that left the thread would make a seed unrepeatable.</summary>
    public void AssertOnLoop(string what)
    {
        if (Environment.CurrentManagedThreadId != _thread)
        {
            _violation ??= new SimViolationException("one thread", $"{what} was called from another thread: {Environment.StackTrace}");
            throw _violation;
        }
    }

    public void Post(TimeSpan delay, Action action)
    {
        AssertOnLoop("SimLoop.Post");
        _events.Enqueue(action, ((Now + (delay < TimeSpan.Zero ? TimeSpan.Zero : delay)).Ticks, random.NextUInt64()));
    }

    /// <summary>Runs until the condition holds; false when virtual time or events have run out before.</summary>
    public bool RunUntil(Func<bool> done, TimeSpan deadline)
    {
        AssertOnLoop("SimLoop.RunUntil");
        while (!done())
        {
            if (!Step(deadline))
            {
                return done();
            }
        }

        return true;
    }

    /// <summary>Runs all that is due until a moment of virtual time, which then is now.</summary>
    public void RunTo(TimeSpan moment)
    {
        AssertOnLoop("SimLoop.RunTo");
        while (Step(moment))
        {
        }

        Now = moment > Now ? moment : Now;
    }

    private bool Step(TimeSpan deadline)
    {
        if (!_events.TryPeek(out _, out var next) || next.At > deadline.Ticks)
        {
            return false;
        }

        var action = _events.Dequeue();
        Now = TimeSpan.FromTicks(next.At);
        Steps++;
        action();
        ThrowIfViolated();
        return true;
    }
}
