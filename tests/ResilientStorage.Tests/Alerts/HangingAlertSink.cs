namespace ResilientStorage.Alerts;

/// <summary>Answers only when the test says so, and heeds its token or not.</summary>
internal sealed class HangingAlertSink(bool heedsToken) : IAlertSink
{
    private readonly Lock _lock = new();
    private readonly List<TaskCompletionSource> _hanging = [];
    private readonly List<StorageAlert> _asked = [];

    public bool Hangs { get; set; } = true;

    public IReadOnlyList<StorageAlert> Asked
    {
        get
        {
            lock (_lock)
            {
                return [.. _asked];
            }
        }
    }

    public async ValueTask SendAsync(StorageAlert alert, CancellationToken cancellationToken = default)
    {
        var hanging = new TaskCompletionSource();
        lock (_lock)
        {
            _asked.Add(alert);
            _hanging.Add(hanging);
        }

        if (Hangs)
        {
            using var registration = heedsToken ? cancellationToken.UnsafeRegister((_, token) => hanging.TrySetCanceled(token), null) : default;
            await hanging.Task.ConfigureAwait(false);
        }
    }

    public void Return()
    {
        foreach (var hanging in _hanging)
        {
            hanging.TrySetResult();
        }
    }
}
