namespace ResilientStorage.Relational.Sql;

/// <summary>The numbers of <see cref="ReplicaState"/> inside statements.</summary>
internal static class ReplicaCode
{
    public const string Planned = "0";
    public const string Stored = "1";
    public const string Missing = "2";
    public const string Corrupt = "3";
    public const string Repairing = "4";
    public const string Removing = "5";
    public const string Removed = "6";
    public const string Abandoned = "7";

    /// <summary>The states from here on hold no bytes: <c>state &lt; Gone</c> is what may lie in a store.</summary>
    public const string Gone = Removed;
}
