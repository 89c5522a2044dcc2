namespace ResilientStorage.Alerts;

/// <summary>Lets the first alert of a kind and store through at once, and tells of those that follow in one summary at the end of each window.</summary>
internal sealed class AlertCoalescer(TimeSpan window, AlertNextStep nextStep, TimeProvider time, Action<StorageAlert> send)
{
    // Kinds times configured stores stay far below; drivers that invent store names share one group for each kind.
    private const int MaxGroups = 256;
    private readonly Lock _lock = new();
    private readonly Dictionary<(AlertKind Kind, string? Store), AlertGroup> _groups = [];
    private bool _isStopped;

    public void Add(StorageAlert alert)
    {
        if (!IsCounted(alert))
        {
            send(alert);
        }
    }

    /// <summary>Ends all windows; alerts after this go nowhere.</summary>
    /// <returns>The summaries that were not yet due.</returns>
    public List<StorageAlert> Stop()
    {
        lock (_lock)
        {
            _isStopped = true;
            var summaries = _groups.Values.Select(static group => group.TakeSummary()).OfType<StorageAlert>().ToList();
            foreach (var group in _groups.Values)
            {
                group.Dispose();
            }

            _groups.Clear();
            return summaries;
        }
    }

    private bool IsCounted(StorageAlert alert)
    {
        lock (_lock)
        {
            if (_isStopped || window == TimeSpan.Zero)
            {
                return _isStopped;
            }

            var key = (alert.Kind, alert.Store);
            if (!_groups.ContainsKey(key) && _groups.Count >= MaxGroups)
            {
                key = (alert.Kind, null);
            }

            if (_groups.TryGetValue(key, out var group))
            {
                group.Add(alert);
                return true;
            }

            _groups.Add(key, new AlertGroup(alert.At, window, nextStep, time, ended => EndWindow(key, ended)));
            return false;
        }
    }

    private void EndWindow((AlertKind Kind, string? Store) key, AlertGroup group)
    {
        StorageAlert? summary;
        lock (_lock)
        {
            if (_isStopped)
            {
                return;
            }

            summary = group.TakeSummary();
            if (summary is null)
            {
                _groups.Remove(key);
                group.Dispose();
                return;
            }

            group.StartWindow();
        }

        send(summary);
    }
}
