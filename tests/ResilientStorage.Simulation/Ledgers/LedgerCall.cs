using ResilientStorage.Simulation.Kernel;

namespace ResilientStorage.Simulation.Ledgers;

/// <summary>A transaction on its way to the ledger.</summary>
internal sealed class LedgerCall<T>(SimLoop loop, string operation, Func<Task<T>> call, Action after) : SimCallBody<T>
{
    // Also after an error: a Begin that is refused may have fenced other versions.
    public override T Effect()
    {
        try
        {
            return Effects.Now(call());
        }
        catch (InvalidOperationException e)
        {
            // The ledger in memory refuses an edge that the protocol does not list.
            loop.Violate("I9", $"{operation}: {e.Message}");
            throw;
        }
        finally
        {
            after();
        }
    }

    public override Exception MakeError(CallFault fault) => new LedgerException(LedgerErrorKind.Unavailable, $"The ledger did not answer {operation} (simulated {fault}).");
}
