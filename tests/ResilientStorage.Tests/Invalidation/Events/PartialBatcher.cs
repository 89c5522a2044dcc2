namespace ResilientStorage.Invalidation.Events;

/// <summary>Settles at each flush only some of what it has, as one that waits for its limits does.</summary>
internal sealed class PartialBatcher(IInvalidationListener listener, IReadOnlyCollection<string> staying) : IInvalidationBatcher
{
    private readonly List<ObjectChange> _changes = [];

    /// <summary>The object key that it will not have.</summary>
    public string? Refused { get; init; }

    /// <summary>The object key that it settles at once, and then fails.</summary>
    public string? SettledThenRefused { get; init; }

    public async ValueTask AddAsync(ObjectChange change, CancellationToken cancellationToken = default)
    {
        if (change.ObjectKey == SettledThenRefused)
        {
            await listener.SettledAsync(new InvalidationOutcome([change.Receipt!], IsAccepted: true), cancellationToken);
            throw new InvalidOperationException("The journal is full.");
        }

        if (change.ObjectKey == Refused)
        {
            throw new InvalidOperationException("The journal is full.");
        }

        _changes.Add(change);
    }

    public ValueTask AddAsync(InvalidationPath path, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public async Task<InvalidationReport> FlushAsync(CancellationToken cancellationToken = default)
    {
        var sent = _changes.Where(change => !staying.Contains(change.ObjectKey)).ToList();
        await listener.SettledAsync(new InvalidationOutcome([.. sent.Select(static change => change.Receipt!)], IsAccepted: true), cancellationToken);
        return new InvalidationReport(Batches: 1, sent.Count, staying.Count);
    }
}
