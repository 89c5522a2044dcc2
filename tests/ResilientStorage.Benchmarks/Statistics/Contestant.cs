namespace ResilientStorage.Benchmarks.Statistics;

/// <summary>One way to do the work that is measured.</summary>
/// <param name="Name">How it is called in tables.</param>
/// <param name="RunAsync">Does the work once; only this is timed.</param>
internal sealed record Contestant(string Name, Func<Task> RunAsync)
{
    /// <summary>Takes away what a run has left, untimed.</summary>
    public Func<Task>? TidyAsync { get; init; }

    /// <summary>In how many rounds it takes part; those that no target depends on need fewer.</summary>
    public int MaxRounds { get; init; } = int.MaxValue;
}
