using ResilientStorage.Simulation.Events;
using ResilientStorage.Simulation.Kernel;
using ResilientStorage.Simulation.Scenarios;

using Xunit.Abstractions;

namespace ResilientStorage.Simulation;

/// <summary>Every crash point of a host that has its journal in memory: its source of events tells of them again, and nothing is lost or paid for twice.</summary>
public sealed class EventCrashTests(ITestOutputHelper output)
{
    public static TheoryData<string> Scenarios => [.. EventScenario.All.Select(static scenario => scenario.Name)];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Crash_AtEveryCall_IsToldAndPaidForOnce(string name)
    {
        var scenario = EventScenario.All.Single(scenario => scenario.Name == name);
        var whole = Run(scenario, 0, CallEffect.Never);
        Assert.NotEqual(0, whole.Calls);
        for (var crashAt = 1; crashAt <= whole.Calls; crashAt++)
        {
            foreach (var effect in Enum.GetValues<CallEffect>())
            {
                Run(scenario, crashAt, effect);
            }
        }

        output.WriteLine($"{name}: {whole.Calls} calls, {whole.Calls * 3} crashes");
        Assert.Equal(scenario.RefusedPaths.Count > 0 || scenario.IsOut, whole.Witness!.ReportedPaths.Count > 0);
        Assert.Equal(scenario.IsOut, whole.Witness.Charged.Count == 0);
    }

    private static EventCrashRun Run(EventScenario scenario, int crashAt, CallEffect effect)
    {
        var (run, error) = Attempt(keepText: false);
        if (error is null)
        {
            return run;
        }

        var (again, _) = Attempt(keepText: true);
        throw new SeedFailedException($"{scenario.Name}, crash at call {crashAt} ({again.CrashedIn}), effect {effect}: {error.Message}{Environment.NewLine}{SeedFailure.Describe(again.Loop, error)}");

        (EventCrashRun Run, Exception? Error) Attempt(bool keepText)
        {
            EventCrashRun? run = null;
            Exception? error = null;
            SimThread.Run(() =>
            {
                run = new EventCrashRun(scenario, crashAt, effect, keepText);
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
