using ResilientStorage.Ledger;
using ResilientStorage.Stores;

namespace ResilientStorage.Testing;

internal sealed class StoreRow(string name, StoreRole role, StorePlace place, StoreState state)
{
    public string Name { get; } = name;

    public StoreRole Role { get; } = role;

    public StorePlace Place { get; set; } = place;

    public StoreState State { get; set; } = state;

    public Guid? MarkerId { get; set; }

    public DateTimeOffset? RepairsStoppedAt { get; set; }

    public DateTimeOffset? StormWindowBeganAt { get; set; }

    public long StormCount { get; set; }

    public StoreRecord ToRecord() => new()
    {
        Name = Name,
        Role = Role,
        State = State,
        Place = Place,
        MarkerId = MarkerId,
        RepairsStoppedAt = RepairsStoppedAt,
    };
}
