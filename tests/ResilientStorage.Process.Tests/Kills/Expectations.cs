using System.Globalization;

namespace ResilientStorage.Process.Kills;

/// <summary>What each key may hold by the child's own words: the number of its content, 0 for nothing.</summary>
internal sealed class Expectations
{
    private readonly SortedDictionary<string, int> _acknowledged = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _underWay = [];

    public IEnumerable<string> Keys => _acknowledged.Keys.Union(_underWay.Keys);

    public IReadOnlyCollection<string> UnderWay => _underWay.Keys;

    public int Acknowledged { get; private set; }

    public void Hear(IEnumerable<string> lines)
    {
        foreach (var words in lines.Select(static line => line.Split(' ')))
        {
            switch (words[0])
            {
                case Journal.Begin:
                    _underWay.Add(words[1], Number(words[2]));
                    break;
                case Journal.End:
                    Assert.True(_underWay.Remove(words[1], out var begun) && begun == Number(words[2]), $"'{string.Join(' ', words)}' ends what did not begin.");
                    _acknowledged[words[1]] = begun;
                    Acknowledged++;
                    break;
                default:
                    Assert.Contains(words[0], new[] { Journal.Started, Journal.Point, Journal.Stalled });
                    break;
            }
        }
    }

    /// <summary>The acknowledged content, and that of the one operation that was under way.</summary>
    public IReadOnlyList<int> AllowedFor(string key) =>
        _underWay.TryGetValue(key, out var begun) ? [AcknowledgedFor(key), begun] : [AcknowledgedFor(key)];

    /// <summary>After a look: what is there counts from now on.</summary>
    public void Settle(string key, int found)
    {
        _underWay.Remove(key);
        _acknowledged[key] = found;
    }

    private int AcknowledgedFor(string key) => _acknowledged.GetValueOrDefault(key);

    private static int Number(string word) => int.Parse(word, CultureInfo.InvariantCulture);
}
