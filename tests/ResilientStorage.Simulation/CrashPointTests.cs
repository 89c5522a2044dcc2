using ResilientStorage.Simulation.CrashPoints;
using ResilientStorage.Simulation.Kernel;
using ResilientStorage.Simulation.Ledgers;
using ResilientStorage.Simulation.Scenarios;

using Xunit.Abstractions;

namespace ResilientStorage.Simulation;

/// <summary>Every single crash point of every operation, each with the call's effect before, never, or later.</summary>
public sealed class CrashPointTests(ITestOutputHelper output)
{
    private static readonly ClusterOptions InMemory = new() { OpenDatabase = static clock => new InMemoryDatabase(clock), BuildEngine = EngineFactory.Build };

    public static TheoryData<string> Scenarios => [.. CrashScenarios.All.Select(static s => s.Name)];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Crash_AtEveryCall_IsRecoveredFrom(string name)
    {
        var scenario = CrashScenarios.All.Single(s => s.Name == name);
        var calls = Run(scenario, 0, CallEffect.Never);
        Assert.NotEqual(0, calls);
        for (var crashAt = 1; crashAt <= calls; crashAt++)
        {
            foreach (var effect in Enum.GetValues<CallEffect>())
            {
                Run(scenario, crashAt, effect);
            }
        }

        output.WriteLine($"{name}: {calls} calls, {calls * 3} crashes");
    }

    private static int Run(CrashScenario scenario, int crashAt, CallEffect effect)
    {
        var (run, error) = Attempt(keepText: false);
        if (error is null)
        {
            return run.Calls;
        }

        var (again, _) = Attempt(keepText: true);
        throw new SeedFailedException($"{scenario.Name}, crash at call {crashAt} ({again.CrashedIn}), effect {effect}: {error.Message}{Environment.NewLine}{SeedFailure.Describe(again.Loop, error)}");

        (CrashPointRun Run, Exception? Error) Attempt(bool keepText)
        {
            CrashPointRun? run = null;
            Exception? error = null;
            SimThread.Run(() =>
            {
                run = new CrashPointRun(scenario, InMemory, crashAt, effect, keepText);
                try
                {
                    run.Execute();
                }
                catch (Exception e)
                {
                    error = e;
                }
            });
            return (run!, error);
        }
    }
}
