using System.Runtime.ExceptionServices;
using ResilientStorage.Resilience;

namespace ResilientStorage.Uploads;

/// <summary>The parts that are under way to all stores.</summary>
internal sealed class PartWindow(IReadOnlyList<UploadTarget> targets, Action<long>? progress, CancellationTokenSource stop)
{
    // A list, not a dictionary by task: tasks that end at once may be one and the same object.
    private readonly List<(Task Task, Part Part)> _inFlight = [];
    private readonly Lock _progressLock = new();
    private long _stored;

    /// <summary>The first error of a store; null while there is none.</summary>
    public ExceptionDispatchInfo? FirstError { get; private set; }

    public void Start(Part part) => _inFlight.Add((SendAsync(part), part));

    /// <summary>Waits until fewer than so many parts are under way.</summary>
    public async Task WaitBelowAsync(int count)
    {
        while (_inFlight.Count >= count)
        {
            await Task.WhenAny(_inFlight.Select(static item => item.Task)).ConfigureAwait(false);
            var index = _inFlight.FindIndex(static item => item.Task.IsCompleted);
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

    private async Task SendAsync(Part part)
    {
        // WhenAll also waits for the stores that are told to stop: only then is the buffer free.
        await Task.WhenAll(targets.Select(target => SendToAsync(target, part))).ConfigureAwait(false);
        lock (_progressLock)
        {
            // Parts end on several threads; what the caller is told only grows.
            _stored += part.Length;
            progress?.Invoke(_stored);
        }
    }

    private async Task SendToAsync(UploadTarget target, Part part)
    {
        try
        {
            await target.PutPartAsync(part, stop.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            FirstError ??= ExceptionDispatchInfo.Capture(e);
            stop.Cancel();
            throw;
        }
    }
}
