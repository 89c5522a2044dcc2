using ResilientStorage.Simulation.Kernel;

namespace ResilientStorage.Simulation.Scenarios;

/// <summary>Runs seeds. A seed that fails is run a second time, with its trace as text: it fails the same way, or the simulation itself is broken.</summary>
internal static class SeedRunner
{
    /// <summary>Runs one seed.</summary>
    /// <returns>The hash of its trace.</returns>
    public static ulong Run(ulong seed, ClusterOptions options)
    {
        var (run, error) = Attempt(seed, options, keepText: false);
        if (error is null)
        {
            return run.Loop.Trace.Hash;
        }

        var (again, sameError) = Attempt(seed, options, keepText: true);
        if (sameError is null || again.Loop.Trace.Hash != run.Loop.Trace.Hash)
        {
            throw new SeedFailedException($"Seed {seed} does not replay: '{error.Message}' and then '{sameError?.Message ?? "nothing"}'. {error}");
        }

        throw SeedFailure.Describe(seed, again, sameError);
    }

    /// <summary>Runs one seed and tells all of its trace, whether it fails or not.</summary>
    public static Exception? RunVerbosely(ulong seed, ClusterOptions options, Action<string> writeLine)
    {
        var (run, error) = Attempt(seed, options, keepText: true);
        foreach (var line in run.Loop.Trace.Tail(int.MaxValue))
        {
            writeLine(line);
        }

        return error is null ? null : SeedFailure.Describe(seed, run, error);
    }

    /// <summary>Runs seeds from 1 on until one breaks an invariant.</summary>
    /// <returns>The seed and what it found; null when none of them did.</returns>
    public static (ulong Seed, string Invariant, string Message)? FindFirst(ulong count, ClusterOptions options)
    {
        for (var seed = 1UL; seed <= count; seed++)
        {
            if (Attempt(seed, options, keepText: false).Error is { } error)
            {
                return (seed, error is SimViolationException violation ? violation.Invariant : error.GetType().Name, error.Message);
            }
        }

        return null;
    }

    private static (RandomRun Run, Exception? Error) Attempt(ulong seed, ClusterOptions options, bool keepText)
    {
        RandomRun? run = null;
        Exception? error = null;
        SimThread.Run(() =>
        {
            run = new RandomRun(seed, options, keepText);
            try
            {
                run.Execute();
            }
            catch (Exception e)
            {
                error = e;
            }
            finally
            {
                run.Dispose();
            }
        });
        return (run!, error);
    }
}
