using ResilientStorage.Ledger;

namespace ResilientStorage.Replicas;

/// <summary>A copy is missing because its version was ended meanwhile; carries what is to be read now. The caller of the engine never sees it.</summary>
internal sealed class VersionEndedException(ResourceSnapshot? current) : Exception("The version has ended.")
{
    /// <summary>What the same lookup finds now; null when nothing.</summary>
    public ResourceSnapshot? Current => current;
}
