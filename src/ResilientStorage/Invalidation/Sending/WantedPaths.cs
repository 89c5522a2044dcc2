namespace ResilientStorage.Invalidation.Sending;

/// <summary>The paths that changes make stale at one distribution, each beside the change that it comes from.</summary>
internal sealed class WantedPaths
{
    private readonly List<string> _paths = [];
    private readonly List<PathReason> _reasons = [];
    private readonly List<InvalidationIntent> _sources = [];

    public IReadOnlyList<string> Paths => _paths;

    public IReadOnlyList<PathReason> Reasons => _reasons;

    public IReadOnlyList<InvalidationIntent> Sources => _sources;

    public HashSet<string> Barriers { get; } = new(StringComparer.Ordinal);

    /// <summary>Where the changed objects lie in their buckets.</summary>
    public HashSet<ObjectRoot> Roots { get; } = [];

    /// <summary>How many of the paths under a folder are of objects that are gone, and so are not counted with the others.</summary>
    public int CountRemoved(string folder) => Enumerable.Range(0, _paths.Count).Count(index => _sources[index].Change.IsRemoval && _paths[index].StartsWith(folder, StringComparison.Ordinal));

    public void Add(EncodedPath path, InvalidationIntent source)
    {
        _paths.Add(path.Text);
        _reasons.Add(path.Reason);
        _sources.Add(source);
    }
}
