namespace ResilientStorage;

/// <summary>What one store says to a purge.</summary>
public sealed record PurgeStoreReport
{
    /// <summary>The name of the store.</summary>
    public required string Store { get; init; }

    /// <summary>How far it is.</summary>
    public required PurgeOutcome Outcome { get; init; }

    /// <summary>Why it waits; null when confirmed.</summary>
    public string? Reason { get; init; }

    /// <summary>When the final removal is due, for <see cref="PurgeOutcome.NotBefore"/>.</summary>
    public DateTimeOffset? NotBefore { get; init; }
}
