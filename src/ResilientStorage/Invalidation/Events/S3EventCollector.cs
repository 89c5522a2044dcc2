namespace ResilientStorage.Invalidation.Events;

/// <summary>Gathers what is found in one message.</summary>
internal sealed class S3EventCollector(string? id)
{
    private readonly List<S3ObjectEvent> _events = [];
    private readonly List<S3EventSkip> _skips = [];
    private S3EventError? _error;

    /// <summary>Whether anything, good or bad, was found.</summary>
    public bool HasFindings => _events.Count > 0 || _skips.Count > 0 || _error is not null;

    public void Add(S3ObjectEvent found) => _events.Add(found);

    public void Skip(S3EventSkipReason reason, string detail) => _skips.Add(new S3EventSkip(reason, detail));

    /// <summary>Notes what is wrong; the first error is the one told.</summary>
    public void Fail(S3EventError error) => _error ??= error;

    public S3EventMessage ToMessage() => new() { Id = id, Events = _events, Skips = _skips, Error = _error };
}
