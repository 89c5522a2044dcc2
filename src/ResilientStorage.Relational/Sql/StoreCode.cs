namespace ResilientStorage.Relational.Sql;

/// <summary>The numbers of store states and roles inside statements.</summary>
internal static class StoreCode
{
    public const string Active = "1";
    public const string Main = "0";
}
