namespace ResilientStorage.Invalidation.Sending;

/// <summary>The latest time of each prefix. Asked once for each length that there is, however many prefixes there are.</summary>
internal sealed class PrefixTimes
{
    private readonly Dictionary<string, DateTimeOffset> _times = new(StringComparer.Ordinal);
    private readonly SortedSet<int> _lengths = [];

    public void Add(string prefix, DateTimeOffset at)
    {
        _lengths.Add(prefix.Length);
        if (!_times.TryGetValue(prefix, out var known) || known < at)
        {
            _times[prefix] = at;
        }
    }

    /// <summary>Whether a prefix of the text has a time after that one.</summary>
    public bool HasAfter(ReadOnlySpan<char> text, DateTimeOffset time)
    {
        var times = _times.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var length in _lengths)
        {
            if (length > text.Length)
            {
                return false;
            }

            if (times.TryGetValue(text[..length], out var at) && at > time)
            {
                return true;
            }
        }

        return false;
    }
}
