namespace ResilientStorage.Relational.Sql;

/// <summary>Lists of values inside a statement.</summary>
internal static class SqlList
{
    /// <summary>How many values one statement takes: below the least limit of all databases (999 in older builds of SQLite).</summary>
    public const int MaxCount = 500;

    /// <summary>The parameters of a list, for <c>IN (...)</c>.</summary>
    public static string Names(string name, int count) => string.Join(", ", Enumerable.Range(0, count).Select(i => "@" + Name(name, i)));

    public static string Name(string name, int index) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name}{index}");

    /// <summary>The texts of ids, in ascending order and each once: the order in which rows are locked.</summary>
    public static List<string> Texts(IEnumerable<VersionId> ids) => [.. ids.Distinct().Order().Select(static id => id.ToString())];
}
