namespace ResilientStorage.Resilience;

/// <summary>What a call to a store is for: its place in the line where operations are limited, and how patiently it is tried.</summary>
/// <param name="Priority">The place in the line.</param>
/// <param name="IsAwaited">Whether a caller waits for it: the settings of the foreground count, otherwise those of the background.</param>
internal readonly record struct StoreWork(StorePriority Priority, bool IsAwaited)
{
    public static StoreWork Read { get; } = new(StorePriority.Read, IsAwaited: true);

    public static StoreWork Upload { get; } = new(StorePriority.Upload, IsAwaited: true);

    /// <summary>A repair, or an alias that is made equal to the ledger.</summary>
    public static StoreWork Repair { get; } = new(StorePriority.Repair, IsAwaited: false);

    /// <summary>A repair that a reader waits for.</summary>
    public static StoreWork ReadRepair { get; } = new(StorePriority.Repair, IsAwaited: true);

    public static StoreWork Removal { get; } = new(StorePriority.Removal, IsAwaited: false);

    /// <summary>A removal that a caller waits for.</summary>
    public static StoreWork Purge { get; } = new(StorePriority.Removal, IsAwaited: true);

    /// <summary>A pass over all that a store should hold.</summary>
    public static StoreWork Sweep { get; } = new(StorePriority.Sweep, IsAwaited: false);
}
