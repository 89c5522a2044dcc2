namespace ResilientStorage.Reads;

/// <summary>Repairs a version before its reader is answered.</summary>
internal interface IReadRepairer
{
    Task RepairAsync(VersionId versionId, CancellationToken cancellationToken);
}
