namespace ResilientStorage.Simulation.Kernel;

/// <summary>How the bytes of a download arrive.</summary>
/// <param name="CutAt">Where it breaks off; null for nowhere.</param>
/// <param name="CutIsSilent">Whether the break looks like the end of the stream.</param>
/// <param name="FlipAt">Which byte arrives changed; null for none.</param>
internal readonly record struct BodyVerdict(long? CutAt = null, bool CutIsSilent = false, long? FlipAt = null);
