namespace ResilientStorage.Stores;

/// <summary>What a store is for.</summary>
public enum StoreRole
{
    /// <summary>Read first, and home of the aliases. Exactly one.</summary>
    Main = 0,

    /// <summary>Read when main fails, in the order of registration. One or more.</summary>
    Backup = 1,
}
