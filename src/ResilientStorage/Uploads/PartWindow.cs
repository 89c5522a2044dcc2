using System.Runtime.ExceptionServices;
using ResilientStorage.Resilience;

namespace ResilientStorage.Uploads;

/// <summary>The parts that are under way to all stores.</summary>
internal sealed class PartWindow : IDisposable
{
    private readonly IReadOnlyList<UploadTarget> _targets;
    private readonly Action<long>? _progress;
    private readonly CancellationTokenSource _stop;
    private readonly TaskCompletionSource _stopped = new();
    private readonly CancellationTokenRegistration _registration;

    // A list, not a dictionary by task: tasks that end at once may be one and the same object.
    private readonly List<(Task Task, Part Part)> _inFlight = [];
    private readonly Lock _progressLock = new();
    private long _stored;

    public PartWindow(IReadOnlyList<UploadTarget> targets, Action<long>? progress, CancellationTokenSource stop)
    {
        _targets = targets;
        _progress = progress;
        _stop = stop;
        _registration = stop.Token.UnsafeRegister(static stopped => ((TaskCompletionSource)stopped!).TrySetResult(), _stopped);
    }

    /// <summary>The first error of a store; null while there is none.</summary>
    public ExceptionDispatchInfo? FirstError { get; private set; }

    public void Start(Part part) => _inFlight.Add((SendAsync(part), part));

    /// <summary>Waits until fewer than so many parts are under way; no longer than until the sending is stopped, because a store may not listen.</summary>
    public async Task WaitBelowAsync(int count)
    {
        while (_inFlight.Count >= count)
        {
            await Task.WhenAny(_inFlight.Select(static item => item.Task).Append(_stopped.Task)).ConfigureAwait(false);
            var index = _inFlight.FindIndex(static item => item.Task.IsCompleted);
            if (index < 0)
            {
                throw new OperationCanceledException(_stop.Token);
            }

            var (ended, part) = _inFlight[index];
            _inFlight.RemoveAt(index);
            part.Dispose();
            await ended.ConfigureAwait(false);
        }
    }

    /// <summary>After a failure: waits for the stores to let go of the buffers, and abandons those that are still held.</summary>
    public async Task DrainAsync(TimeSpan timeout, TimeProvider time)
    {
        await Drain.WaitAsync(Task.WhenAll(_inFlight.Select(static item => item.Task)), timeout, time).ConfigureAwait(false);
        foreach (var (task, part) in _inFlight)
        {
            if (task.IsCompleted)
            {
                part.Dispose();
            }
            else
            {
                part.Abandon();
            }
        }

        _inFlight.Clear();
    }

    public void Dispose() => _registration.Dispose();

    private async Task SendAsync(Part part)
    {
        // WhenAll also waits for the stores that are told to stop: only then is the buffer free.
        await Task.WhenAll(_targets.Select(target => SendToAsync(target, part))).ConfigureAwait(false);
        lock (_progressLock)
        {
            // Parts end on several threads; what the caller is told only grows.
            _stored += part.Length;
            _progress?.Invoke(_stored);
        }
    }

    private async Task SendToAsync(UploadTarget target, Part part)
    {
        try
        {
            await target.PutPartAsync(part, _stop.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            FirstError ??= ExceptionDispatchInfo.Capture(e);
            _stop.Cancel();
            throw;
        }
    }
}
