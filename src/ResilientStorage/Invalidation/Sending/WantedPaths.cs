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

    public void Add(EncodedPath path, InvalidationIntent source)
    {
        _paths.Add(path.Text);
        _reasons.Add(path.Reason);
        _sources.Add(source);
    }
}
