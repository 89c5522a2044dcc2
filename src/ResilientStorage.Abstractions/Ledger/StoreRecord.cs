using ResilientStorage.Stores;

namespace ResilientStorage.Ledger;

/// <summary>A row of the stores table.</summary>
public sealed record StoreRecord
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The role; where the configuration says otherwise, this one counts.</summary>
    public required StoreRole Role { get; init; }

    /// <summary>The state.</summary>
    public required StoreState State { get; init; }

    /// <summary>Where its objects lie.</summary>
    public required StorePlace Place { get; init; }

    /// <summary>The id of the owner marker; null before the first write to the store.</summary>
    public Guid? MarkerId { get; init; }

    /// <summary>Since when repairs are stopped, because too many objects went missing at once; null while they are not.</summary>
    public DateTimeOffset? RepairsStoppedAt { get; init; }
}
