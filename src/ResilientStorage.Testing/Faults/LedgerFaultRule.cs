namespace ResilientStorage.Testing;

/// <summary>A rule of a <see cref="LedgerFaultPlan"/>: which calls, and what goes wrong. Every method that names a fault adds the rule and ends it.</summary>
public sealed class LedgerFaultRule
{
    private readonly LedgerFaultPlan _plan;
    private readonly IReadOnlyCollection<LedgerOperation> _operations;
    private (int First, int Last) _calls = CallRange.Every;

    internal LedgerFaultRule(LedgerFaultPlan plan, IReadOnlyCollection<LedgerOperation> operations)
    {
        _plan = plan;
        _operations = operations;
    }

    /// <summary>Only the nth of the calls that the rule matches, counted from when it is added.</summary>
    /// <param name="number">Which call, from 1.</param>
    /// <returns>The rule.</returns>
    public LedgerFaultRule Call(int number) => Calls(number, number);

    /// <summary>Only some of the calls that the rule matches, counted from when it is added.</summary>
    /// <param name="first">The first call, from 1.</param>
    /// <param name="last">The last call; by default all from the first on.</param>
    /// <returns>The rule.</returns>
    public LedgerFaultRule Calls(int first, int last = int.MaxValue)
    {
        _calls = CallRange.Of(first, last);
        return this;
    }

    /// <summary>The transaction is not done.</summary>
    /// <param name="kind">With which kind of error.</param>
    /// <returns>The plan.</returns>
    public LedgerFaultPlan Fail(LedgerErrorKind kind = LedgerErrorKind.Unavailable) => Add(new LedgerFault(LedgerFaultKind.Fail) { Error = kind });

    /// <summary>The transaction is committed, and then the call fails: its outcome is unknown to the caller. A listing fails after its last row.</summary>
    /// <param name="kind">With which kind of error.</param>
    /// <returns>The plan.</returns>
    public LedgerFaultPlan LoseAnswer(LedgerErrorKind kind = LedgerErrorKind.Unavailable) => Add(new LedgerFault(LedgerFaultKind.LoseAnswer) { Error = kind });

    /// <summary>The call waits before it does anything.</summary>
    /// <param name="delay">How long, by the plan's clock.</param>
    /// <returns>The plan.</returns>
    public LedgerFaultPlan Delay(TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        return Add(new LedgerFault(LedgerFaultKind.Delay) { Delay = delay });
    }

    /// <summary>The call does nothing and does not answer until it is cancelled.</summary>
    /// <returns>The plan.</returns>
    public LedgerFaultPlan Hang() => Add(new LedgerFault(LedgerFaultKind.Hang));

    private LedgerFaultPlan Add(LedgerFault fault)
    {
        _plan.Add(_operations, _calls, fault);
        return _plan;
    }
}
