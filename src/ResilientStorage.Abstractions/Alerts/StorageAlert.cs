namespace ResilientStorage.Alerts;

/// <summary>Something that a person has to know.</summary>
public sealed record StorageAlert
{
    /// <summary>What kind of trouble.</summary>
    public required AlertKind Kind { get; init; }

    /// <summary>The instance of the storage.</summary>
    public required string Instance { get; init; }

    /// <summary>What happened and what to do; never a secret.</summary>
    public required string Message { get; init; }

    /// <summary>When, by the process's clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The store concerned; null when it is none or several.</summary>
    public string? Store { get; init; }

    /// <summary>The resource concerned; null when it is none or several.</summary>
    public string? ResourceKey { get; init; }

    /// <summary>The version concerned; null when it is none or several.</summary>
    public VersionId? VersionId { get; init; }
}
