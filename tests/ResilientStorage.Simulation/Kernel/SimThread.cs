using System.Runtime.ExceptionServices;

namespace ResilientStorage.Simulation.Kernel;

/// <summary>
/// Runs a simulation on a thread of its own: without a synchronization context, and with a stack deep enough for inline continuations
/// (the runtime moves a continuation to the pool when the stack runs short).
/// </summary>
internal static class SimThread
{
    private const int StackBytes = 64 << 20;

    public static void Run(Action action)
    {
        ExceptionDispatchInfo? error = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    action();
                }
                catch (Exception e)
                {
                    error = ExceptionDispatchInfo.Capture(e);
                }
            },
            StackBytes);
        thread.Start();
        thread.Join();
        error?.Throw();
    }
}
