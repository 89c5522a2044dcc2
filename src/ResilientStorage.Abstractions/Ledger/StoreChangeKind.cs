namespace ResilientStorage.Ledger;

/// <summary>What can be changed on a store's row.</summary>
public enum StoreChangeKind
{
    /// <summary>Records the id of the owner marker; a conflict when another one is recorded.</summary>
    RecordMarker = 0,

    /// <summary>Records a new marker in the place of a lost one, by a person's word.</summary>
    ReplaceMarker = 1,

    /// <summary>Lets repairs go on after a stop, by a person's word, and begins the storm guard's count anew.</summary>
    AllowRepairs = 2,

    /// <summary>Records that the store lies elsewhere now.</summary>
    Move = 3,
}
