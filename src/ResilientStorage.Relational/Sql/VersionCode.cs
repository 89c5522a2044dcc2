namespace ResilientStorage.Relational.Sql;

/// <summary>The numbers of <see cref="VersionState"/> inside statements, where constants let the planner use partial indexes.</summary>
internal static class VersionCode
{
    public const string Pending = "0";
    public const string Live = "1";
    public const string Deleted = "2";
    public const string Failed = "3";
    public const string Purged = "4";
}
