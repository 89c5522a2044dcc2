namespace ResilientStorage.Invalidation.Planning;

/// <summary>Paths to send with one call.</summary>
/// <param name="Paths">In the order of their characters, wildcards first.</param>
/// <param name="Wildcards">How many of them are wildcards.</param>
/// <param name="FitsNow">Whether the service has free slots for them now.</param>
internal sealed record PlannedBatch(IReadOnlyList<string> Paths, int Wildcards, bool FitsNow)
{
    public int SinglePaths => Paths.Count - Wildcards;
}
