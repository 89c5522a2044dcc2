using System.Text.RegularExpressions;

namespace ResilientStorage.PostgreSql.Uploads;

/// <summary>
/// A statement with its parameters numbered once and for all. Npgsql would otherwise parse and rewrite the text of every statement of every batch:
/// measured, 20 KiB of garbage for each upload.
/// </summary>
internal sealed partial class BatchText
{
    private readonly List<string> _names = [];

    /// <summary>Numbers the parameters.</summary>
    /// <param name="named">The statement, with <c>@name</c> for its parameters.</param>
    public BatchText(string named) => Sql = Parameters().Replace(named, match => $"${NumberOf(match.Groups[1].Value)}");

    /// <summary>The statement with <c>$1</c> and so on for its parameters.</summary>
    public string Sql { get; }

    /// <summary>How many parameters it has.</summary>
    public int ParameterCount => _names.Count;

    /// <summary>Finds a parameter.</summary>
    /// <returns>Its place, from 0; negative when the statement has none of this name.</returns>
    public int IndexOf(string name) => _names.IndexOf(name);

    private int NumberOf(string name)
    {
        if (IndexOf(name) is var index && index >= 0)
        {
            return index + 1;
        }

        _names.Add(name);
        return _names.Count;
    }

    [GeneratedRegex("@([a-z][a-z0-9_]*)", RegexOptions.CultureInvariant)]
    private static partial Regex Parameters();
}
