namespace ResilientStorage.Relational.Sql;

/// <summary>Keys in the order of their bytes.</summary>
internal static class KeyOrder
{
    /// <summary>The greatest character of UTF-8: a text with it at its end sorts behind every key that begins with the text before it.</summary>
    public const string Last = "\U0010FFFF";
}
