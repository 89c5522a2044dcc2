using ResilientStorage.Simulation.Kernel;

namespace ResilientStorage.Simulation.Ledgers;

/// <summary>A transaction on its way to the ledger.</summary>
internal sealed class LedgerCall<T>(string operation, Func<Task<T>> call, Action after) : SimCallBody<T>
{
    // Also after an error: a Begin that is refused may have fenced other versions.
    public override T Effect()
    {
        try
        {
            return Effects.Now(call());
        }
        finally
        {
            after();
        }
    }

    public override Exception MakeError(CallFault fault) => new LedgerException(LedgerErrorKind.Unavailable, $"The ledger did not answer {operation} (simulated {fault}).");
}
