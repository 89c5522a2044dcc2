namespace ResilientStorage.Ledger;

/// <summary>Which versions to list.</summary>
public sealed record VersionQuery
{
    /// <summary>The resource key.</summary>
    public required string Key { get; init; }
}
