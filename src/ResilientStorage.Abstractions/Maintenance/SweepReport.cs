namespace ResilientStorage.Maintenance;

/// <summary>What a sweep found and did.</summary>
public sealed record SweepReport
{
    /// <summary>Uploads whose lease had ended and that are failed now.</summary>
    public int UploadsFenced { get; init; }

    /// <summary>Removals that had no work and have it again.</summary>
    public int RemovalsQueued { get; init; }

    /// <summary>Repairs that were queued.</summary>
    public int RepairsQueued { get; init; }

    /// <summary>What was done of the work that was due.</summary>
    public required WorkReport Work { get; init; }
}
