namespace ResilientStorage.Testing;

/// <summary>
/// Says which calls of a store go wrong, and records all calls. Rules may be added at any time. A call that several rules match meets all their faults:
/// first the delays, hangs and failures in the order in which they were added, then those that act on the bytes. Thread-safe.
/// </summary>
public sealed class StoreFaultPlan
{
    private readonly FaultRules<StoreOperation, StoreCall, StoreFault> _rules = new();
    private volatile bool _outage;

    /// <summary>Makes a plan without rules.</summary>
    /// <param name="timeProvider">The clock that delays wait on; by default the system's.</param>
    public StoreFaultPlan(TimeProvider? timeProvider = null) => TimeProvider = timeProvider ?? TimeProvider.System;

    /// <summary>While true, every call fails with <see cref="StorageErrorKind.Unavailable"/> and does nothing. Streams that are open go on.</summary>
    /// <value>False by default.</value>
    public bool Outage
    {
        get => _outage;
        set => _outage = value;
    }

    /// <summary>The calls seen so far, in the order in which they came; those that failed and those in an outage included.</summary>
    public IReadOnlyList<StoreCall> Calls => _rules.Calls;

    internal TimeProvider TimeProvider { get; }

    /// <summary>Begins a rule.</summary>
    /// <param name="operations">The methods that it is for; all when none is given.</param>
    /// <returns>The rule, which says for which calls and keys it is, and ends with what goes wrong.</returns>
    public StoreFaultRule On(params StoreOperation[] operations)
    {
        ArgumentNullException.ThrowIfNull(operations);
        return new StoreFaultRule(this, operations);
    }

    /// <summary>Removes all rules and ends an outage; the recorded calls stay.</summary>
    public void Heal()
    {
        _rules.RemoveRules();
        Outage = false;
    }

    /// <summary>Forgets the recorded calls, so that numbers begin from 1 again; the rules stay, with what they have counted.</summary>
    public void ForgetCalls() => _rules.ForgetCalls();

    internal void Add(IReadOnlyCollection<StoreOperation> operations, (int First, int Last) calls, Func<string, bool>? keys, StoreFault fault) =>
        _rules.Add(operations, calls, keys is null ? null : call => call.Keys.Any(keys), fault with { Keys = keys });

    internal StoreCallFaults Meet(StoreOperation operation, IReadOnlyList<string> keys, int? part)
    {
        var faults = _rules.Meet(operation, number => new StoreCall(operation, keys, number, part));
        return new StoreCallFaults(operation, keys, faults, Outage, TimeProvider);
    }
}
