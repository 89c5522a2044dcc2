using System.Globalization;

using ResilientStorage.Simulation.Kernel;

namespace ResilientStorage.Simulation.Scenarios;

/// <summary>Everything that is needed to understand a failed run and to run it again.</summary>
internal static class SeedFailure
{
    private const int TailLines = 120;

    public static Exception Describe(ulong seed, RandomRun run, Exception error) => new SeedFailedException(string.Join(
        Environment.NewLine,
        string.Create(CultureInfo.InvariantCulture, $"Seed {seed}: {error.Message}"),
        $"Replay: {(run.Cluster.Cdn ? "RESILIENTSTORAGE_SIM_CDN_SEED" : "RESILIENTSTORAGE_SIM_SEED")}={seed} dotnet test tests/ResilientStorage.Simulation",
        run.Faults.ToString(),
        run.Work.ToString(),
        $"Keys: {string.Join(", ", run.Cluster.Keys)}; stores: {string.Join(", ", run.Cluster.StoreNames)}; clock skew {run.Cluster.ClockSkew}; no retention {run.Cluster.NoRetention}; CDN {run.Cluster.Cdn}",
        Describe(run.Loop, error)));

    public static string Describe(SimLoop loop, Exception error) => string.Join(
        Environment.NewLine,
        loop.Trace.Tail(TailLines).Append(error is SimViolationException ? "" : error.ToString()));
}
