namespace ResilientStorage.Invalidation.Sending;

/// <summary>The paths that changes make stale at one distribution, each beside the change that it comes from.</summary>
internal sealed class WantedPaths
{
    private readonly List<string> _paths = [];
    private readonly List<InvalidationIntent> _sources = [];

    public IReadOnlyList<string> Paths => _paths;

    public IReadOnlyList<InvalidationIntent> Sources => _sources;

    public HashSet<string> Barriers { get; } = new(StringComparer.Ordinal);

    public void Add(string path, InvalidationIntent source)
    {
        _paths.Add(path);
        _sources.Add(source);
    }
}
