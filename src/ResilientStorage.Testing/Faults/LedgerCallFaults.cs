namespace ResilientStorage.Testing;

/// <summary>The faults of one call of a ledger, and how they act on it.</summary>
internal sealed class LedgerCallFaults(LedgerOperation operation, IReadOnlyList<LedgerFault> faults, bool outage, TimeProvider timeProvider)
{
    public async Task BeforeAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (outage)
        {
            throw new LedgerException(LedgerErrorKind.Unavailable, $"The ledger is switched off ({operation}).");
        }

        foreach (var fault in faults)
        {
            switch (fault.Kind)
            {
                case LedgerFaultKind.Delay:
                    await Task.Delay(fault.Delay, timeProvider, cancellationToken).ConfigureAwait(false);
                    break;
                case LedgerFaultKind.Hang:
                    await Task.Delay(Timeout.InfiniteTimeSpan, timeProvider, cancellationToken).ConfigureAwait(false);
                    break;
                case LedgerFaultKind.Fail:
                    throw new LedgerException(fault.Error, $"An injected failure of {operation}: nothing was done.");
                default:
                    break;
            }
        }
    }

    public LedgerException? AnswerLost() =>
        faults.FirstOrDefault(static fault => fault.Kind == LedgerFaultKind.LoseAnswer) is { } fault
            ? new LedgerException(fault.Error, $"An injected failure of {operation}: the answer was lost.")
            : null;
}
