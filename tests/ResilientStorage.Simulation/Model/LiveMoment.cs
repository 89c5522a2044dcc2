namespace ResilientStorage.Simulation.Model;

/// <summary>From which moment on which version of a key was live in the ledger.</summary>
/// <param name="Moment">The moment.</param>
/// <param name="Live">The version; null for none.</param>
/// <param name="Cause">The transaction.</param>
internal sealed record LiveMoment(long Moment, VersionId? Live, string Cause);
