namespace ResilientStorage;

/// <summary>What a SQL ledger does about its tables when it is opened.</summary>
public enum SchemaMode
{
    /// <summary>Makes the tables when there are none, and upgrades older ones, in one transaction.</summary>
    Create = 0,

    /// <summary>Only checks them: where no tables are, or older ones, opening fails and names the scripts to run. For databases that an administrator changes.</summary>
    Verify = 1,
}
