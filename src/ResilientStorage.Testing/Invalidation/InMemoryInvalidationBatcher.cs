using ResilientStorage.Invalidation;

namespace ResilientStorage.Testing;

/// <summary>
/// An invalidation batcher for tests: remembers what it was told, counts each flush as one batch accepted by a CDN, and settles
/// each receipt exactly once. It serves every object under <c>/</c> and its object key.
/// </summary>
/// <param name="listener">Hears how changes with a receipt ended; null for nobody.</param>
public sealed class InMemoryInvalidationBatcher(IInvalidationListener? listener = null) : IInvalidationBatcher
{
    private readonly Lock _lock = new();
    private readonly List<ObjectChange> _changes = [];
    private readonly List<InvalidationPath> _paths = [];
    private List<(string Path, string? Receipt)> _waiting = [];

    /// <summary>Why the CDN refuses what is flushed from now on, so that its receipts are settled as not accepted.</summary>
    /// <value>Null by default: the CDN accepts.</value>
    public string? RefusalReason { get; set; }

    /// <summary>The error with which <see cref="FlushAsync"/> fails from now on; everything stays waiting.</summary>
    /// <value>Null by default.</value>
    public Exception? FlushError { get; set; }

    /// <summary>Every change that was added, in order.</summary>
    public IReadOnlyList<ObjectChange> Changes
    {
        get
        {
            lock (_lock)
            {
                return [.. _changes];
            }
        }
    }

    /// <summary>Every path that was added as such, in order.</summary>
    public IReadOnlyList<InvalidationPath> Paths
    {
        get
        {
            lock (_lock)
            {
                return [.. _paths];
            }
        }
    }

    /// <summary>How many changes and paths wait for a flush.</summary>
    public int WaitingCount
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count;
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask AddAsync(ObjectChange change, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled(cancellationToken);
        }

        lock (_lock)
        {
            _changes.Add(change);
            _waiting.Add(("/" + change.ObjectKey, change.Receipt));
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask AddAsync(InvalidationPath path, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled(cancellationToken);
        }

        lock (_lock)
        {
            _paths.Add(path);
            _waiting.Add((path.Path, path.Receipt));
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<InvalidationReport> FlushAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (FlushError is { } error)
        {
            throw error;
        }

        // Taken before the listener is told: what is added, or flushed by another, meanwhile is not of this batch.
        List<(string Path, string? Receipt)> batch;
        lock (_lock)
        {
            batch = _waiting;
            _waiting = [];
        }

        var reason = RefusalReason;
        string[] receipts = [.. batch.Select(static item => item.Receipt).OfType<string>()];
        if (receipts.Length > 0 && listener is not null)
        {
            await listener.SettledAsync(new InvalidationOutcome(receipts, IsAccepted: reason is null, reason), CancellationToken.None).ConfigureAwait(false);
        }

        var paths = reason is null ? batch.Select(static item => item.Path).Distinct(StringComparer.Ordinal).Count() : 0;
        return new InvalidationReport(Batches: paths > 0 ? 1 : 0, paths, WaitingCount);
    }
}
