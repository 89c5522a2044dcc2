namespace ResilientStorage.Relational.Sql;

/// <summary>The numbers of <see cref="Ledger.WorkKind"/> inside statements.</summary>
internal static class WorkCode
{
    public const string Remove = "0";
    public const string Repair = "1";
    public const string Alias = "2";
}
