using Polly;

namespace ResilientStorage.Resilience;

/// <summary>One call with all its tries: what the strategies of its pipeline have to know of each other.</summary>
internal sealed class StoreRun(StoreCall call, StoreWork work, StoreTries tries, StoreProfile profile, long startedAt, CancellationToken cancellationToken)
{
    private static readonly ResiliencePropertyKey<StoreRun> Property = new("ResilientStorage.StoreRun");

    public StoreCall Call => call;

    public StoreWork Work => work;

    public StoreTries Tries => tries;

    public StoreProfile Profile => profile;

    public long StartedAt => startedAt;

    /// <summary>The caller's own token.</summary>
    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>How many requests were sent.</summary>
    public int Sent { get; set; }

    /// <summary>How long the last request waited for its permit.</summary>
    public TimeSpan Waited { get; set; }

    /// <summary>What the last request failed with.</summary>
    public StorageException? LastError { get; set; }

    /// <summary>Whether the answer to its request decides if the store is back.</summary>
    public bool IsProbe { get; set; }

    /// <summary>In which era of the breaker its request was sent.</summary>
    public int Era { get; set; }

    /// <summary>The pause before its next try.</summary>
    public TimeSpan Pause { get; set; }

    /// <summary>Whether that pause would have outlasted the time for all tries.</summary>
    public bool LacksTimeToPause { get; set; }

    public static StoreRun Of(ResilienceContext context) =>
        context.Properties.TryGetValue(Property, out var run) ? run : throw new InvalidOperationException("The pipeline of a store was called without a run.");

    public void Attach(ResilienceContext context) => context.Properties.Set(Property, this);
}
