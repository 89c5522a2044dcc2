using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;

namespace ResilientStorage.Configuration;

/// <summary>A section that notes what is read of it: what a binder did not ask for, the options do not have.</summary>
internal sealed class WatchedSection(IConfigurationSection section, IReadOnlySet<string>? hidden = null) : IConfigurationSection
{
    private readonly Dictionary<string, WatchedSection> _asked = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<WatchedSection> _listed = [];
    private bool _isRead;
    private bool _isValueRead;

    public string Key => section.Key;

    public string Path => section.Path;

    public string? Value
    {
        get
        {
            _isRead = true;
            _isValueRead = true;
            return section.Value;
        }

        set => throw new NotSupportedException("Settings are only read.");
    }

    public string? this[string key]
    {
        get => GetSection(key).Value;
        set => throw new NotSupportedException("Settings are only read.");
    }

    public IConfigurationSection GetSection(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        _isRead = true;
        var colon = key.IndexOf(ConfigurationPath.KeyDelimiter, StringComparison.Ordinal);
        if (colon >= 0)
        {
            return GetSection(key[..colon]).GetSection(key[(colon + 1)..]);
        }

        if (!_asked.TryGetValue(key, out var child))
        {
            child = new WatchedSection(section.GetSection(key));
            _asked[key] = child;
        }

        return child;
    }

    public IEnumerable<IConfigurationSection> GetChildren()
    {
        _isRead = true;
        foreach (var child in Visible())
        {
            var watched = new WatchedSection(child);
            _listed.Add(watched);
            yield return watched;
        }
    }

    public IChangeToken GetReloadToken() => section.GetReloadToken();

    /// <summary>One sentence for each key, and for each value, that was not read.</summary>
    public IEnumerable<string> FindUnread()
    {
        if (!_isValueRead && section.Value is { Length: > 0 })
        {
            // Not printed: it may be a secret.
            yield return $"{section.Path} is a single value, and takes {(_asked.Count == 0 ? "a list" : string.Join(", ", _asked.Keys.Order(StringComparer.Ordinal)))}.";
        }

        foreach (var child in Visible())
        {
            if (_asked.TryGetValue(child.Key, out var asked))
            {
                foreach (var below in asked.FindUnread())
                {
                    yield return below;
                }
            }
            else if (_listed.Find(listed => listed._isRead && listed.Key == child.Key) is { } item)
            {
                foreach (var below in item.FindUnread())
                {
                    yield return below;
                }
            }
            else
            {
                yield return $"{child.Path} is not known. {Known()}";
            }
        }
    }

    /// <summary>The paths, below this section, of keys that were read and are there with an empty text, which binders take for no value at all.</summary>
    public IEnumerable<string> FindEmpty() =>
        _asked.SelectMany(static child => child.Value.IsEmpty ? [child.Key] : child.Value.FindEmpty().Select(below => ConfigurationPath.Combine(child.Key, below)));

    private bool IsEmpty => _isValueRead && section.Value is { Length: 0 };

    private IEnumerable<IConfigurationSection> Visible() => section.GetChildren().Where(child => hidden?.Contains(child.Key) != true);

    private string Known()
    {
        var known = _asked.Keys.Concat(hidden ?? (IEnumerable<string>)[]).Order(StringComparer.Ordinal).ToList();
        return known.Count == 0 ? $"{section.Path} takes a single value." : $"{section.Path} takes {string.Join(", ", known)}.";
    }
}
