using System.Collections.Concurrent;
using ResilientStorage.Testing;

namespace ResilientStorage.Alerts;

/// <summary>A clock that the test moves, and that tells when a pause begins: for code that waits on real sockets in between.</summary>
internal sealed class SignallingTimeProvider : TimeProvider
{
    private readonly ManualTimeProvider _clock = new();
    private readonly ConcurrentDictionary<TimeSpan, TaskCompletionSource> _pauses = new();

    public override long TimestampFrequency => _clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => _clock.GetUtcNow();

    public override long GetTimestamp() => _clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = _clock.CreateTimer(callback, state, dueTime, period);
        SignalOf(dueTime).TrySetResult();
        return timer;
    }

    /// <summary>Waits until a pause of this length has begun, and lets it pass.</summary>
    public async Task PassAsync(TimeSpan pause, Action? beforehand = null)
    {
        await SignalOf(pause).Task.WaitAsync(Patience.Limit);
        beforehand?.Invoke();
        _pauses.TryRemove(pause, out _);
        _clock.Advance(pause);
    }

    private TaskCompletionSource SignalOf(TimeSpan pause) => _pauses.GetOrAdd(pause, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
