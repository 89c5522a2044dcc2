namespace ResilientStorage.Invalidation.Events;

/// <summary>A batch on its way: which of its changes are settled, and so which of its messages.</summary>
internal sealed class S3EventDelivery
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _allSettled = new();
    private readonly S3EventBatch _batch;
    private readonly IReadOnlyList<ObjectChangeUnion> _changes;
    private readonly int[] _openChanges;
    private readonly bool[] _isRefused;
    private int _open;

    public S3EventDelivery(S3EventBatch batch)
    {
        _batch = batch;
        _changes = [.. ObjectChangeUnion.Of(batch.Messages)];
        _open = _changes.Count;
        _openChanges = new int[batch.Messages.Count];
        _isRefused = new bool[batch.Messages.Count];
        foreach (var message in _changes.SelectMany(static change => change.Messages))
        {
            _openChanges[message]++;
        }

        if (_open == 0)
        {
            _allSettled.SetResult();
        }
    }

    /// <summary>Ends when nothing is left to wait for.</summary>
    public Task AllSettled => _allSettled.Task;

    /// <summary>One change for each object.</summary>
    public IReadOnlyList<ObjectChangeUnion> Changes => _changes;

    /// <summary>A change was accepted by the CDN, or reported for replay.</summary>
    public void Settle(int change) => Close(change, isSettled: true);

    /// <summary>The batcher would not have a change: the messages that told of it must come again.</summary>
    public void Refuse(int change) => Close(change, isSettled: false);

    public S3EventReport Report()
    {
        lock (_lock)
        {
            return new S3EventReport([.. _batch.Messages.Select(OutcomeOf)], _changes.Count, _batch.Messages.Sum(static message => message.Skips.Count));
        }
    }

    private void Close(int change, bool isSettled)
    {
        lock (_lock)
        {
            foreach (var message in _changes[change].Messages)
            {
                _isRefused[message] |= !isSettled;
                _openChanges[message]--;
            }

            if (--_open > 0)
            {
                return;
            }
        }

        _allSettled.TrySetResult();
    }

    private S3MessageOutcome OutcomeOf(S3EventMessage message, int place)
    {
        var reason = message.Error is { } error ? error.Message
            : _isRefused[place] ? "The invalidation batcher refused a change; the log says why. Deliver the message again."
            : _openChanges[place] > 0 ? $"{_openChanges[place]} changes are neither accepted by the CDN nor reported yet. Deliver the message again."
            : null;
        return new S3MessageOutcome(message.Id, reason, message.Error);
    }
}
