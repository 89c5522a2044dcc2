namespace ResilientStorage.Testing;

internal sealed class ResourceRow(string key)
{
    public string Key { get; set; } = key;

    public SortedDictionary<VersionId, VersionRow> Versions { get; } = [];

    /// <summary>The version that the resource points at; kept by <see cref="LedgerTransitions"/>.</summary>
    public VersionRow? Live { get; set; }

    public AliasRow? Alias { get; set; }

    /// <summary>Whether the key is replaced by its hash once nothing is left to remove.</summary>
    public bool IsToBeForgotten { get; set; }

    /// <summary>The version that the last delete or purge ended, whatever has become of it; ties go to the greater id.</summary>
    public VersionRow? LastDeleted => Versions.Values
        .Where(static version => version.CreatedAt is not null && version.End is VersionEnd.Deleted or VersionEnd.Purged)
        .OrderBy(static version => version.EndedAt)
        .ThenBy(static version => version.Id)
        .LastOrDefault();
}
