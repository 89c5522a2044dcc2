using System.Text.RegularExpressions;

namespace ResilientStorage.Cli.Providers;

/// <summary>Puts names in the place of what differs between any two storages: ids by the order in which they appear, times, and the provider's own place and entity tag.</summary>
internal sealed partial class Placeholders
{
    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);

    public string Apply(string output) => Ids().Replace(Times().Replace(Provider().Replace(output, "$1provider's own$2"), "time"), found =>
    {
        _ids.TryAdd(found.Value, $"id-{_ids.Count}");
        return _ids[found.Value];
    });

    [GeneratedRegex("(\"(?:place|eTag)\":\")[^\"]+(\")")]
    private static partial Regex Provider();

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")]
    private static partial Regex Times();

    [GeneratedRegex(@"\b[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}\b")]
    private static partial Regex Ids();
}
