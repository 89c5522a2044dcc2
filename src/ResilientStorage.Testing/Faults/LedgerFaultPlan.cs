namespace ResilientStorage.Testing;

/// <summary>
/// Says which calls of a ledger go wrong, and records all calls. Rules may be added at any time. A call that several rules match meets all their faults
/// in the order in which they were added. Thread-safe.
/// </summary>
public sealed class LedgerFaultPlan
{
    private readonly FaultRules<LedgerOperation, LedgerCall, LedgerFault> _rules = new();
    private readonly TimeProvider _timeProvider;
    private volatile bool _outage;

    /// <summary>Makes a plan without rules.</summary>
    /// <param name="timeProvider">The clock that delays wait on; by default the system's.</param>
    public LedgerFaultPlan(TimeProvider? timeProvider = null) => _timeProvider = timeProvider ?? TimeProvider.System;

    /// <summary>While true, every call fails with <see cref="LedgerErrorKind.Unavailable"/> and does nothing.</summary>
    /// <value>False by default.</value>
    public bool Outage
    {
        get => _outage;
        set => _outage = value;
    }

    /// <summary>The calls seen so far, in the order in which they came; those that failed and those in an outage included.</summary>
    public IReadOnlyList<LedgerCall> Calls => _rules.Calls;

    /// <summary>Begins a rule.</summary>
    /// <param name="operations">The methods that it is for; all when none is given.</param>
    /// <returns>The rule, which says for which calls it is, and ends with what goes wrong.</returns>
    public LedgerFaultRule On(params LedgerOperation[] operations)
    {
        ArgumentNullException.ThrowIfNull(operations);
        return new LedgerFaultRule(this, operations);
    }

    /// <summary>Removes all rules and ends an outage; the recorded calls stay.</summary>
    public void Heal()
    {
        _rules.RemoveRules();
        Outage = false;
    }

    /// <summary>Forgets the recorded calls, so that numbers begin from 1 again; the rules stay, with what they have counted.</summary>
    public void ForgetCalls() => _rules.ForgetCalls();

    internal void Add(IReadOnlyCollection<LedgerOperation> operations, (int First, int Last) calls, LedgerFault fault) => _rules.Add(operations, calls, null, fault);

    internal LedgerCallFaults Meet(LedgerOperation operation) =>
        new(operation, _rules.Meet(operation, number => new LedgerCall(operation, number)), Outage, _timeProvider);
}
