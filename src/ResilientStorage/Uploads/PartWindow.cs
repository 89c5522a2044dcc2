using System.Runtime.ExceptionServices;
using ResilientStorage.Resilience;

namespace ResilientStorage.Uploads;

/// <summary>The parts that are under way to all stores.</summary>
internal sealed class PartWindow(IReadOnlyList<UploadTarget> targets, Action<long>? progress, CancellationTokenSource stop)
{
    private readonly Dictionary<Task, Part> _inFlight = [];
    private long _stored;

    /// <summary>The first error of a store; null while there is none.</summary>
    public ExceptionDispatchInfo? FirstError { get; private set; }

    public void Start(Part part) => _inFlight.Add(SendAsync(part), part);

    /// <summary>Waits until fewer than so many parts are under way.</summary>
    public async Task WaitBelowAsync(int count)
    {
        while (_inFlight.Count >= count)
        {
            var ended = await Task.WhenAny(_inFlight.Keys).ConfigureAwait(false);
            _inFlight.Remove(ended, out var part);
            part!.Dispose();
            await ended.ConfigureAwait(false);
        }
    }

    /// <summary>After a failure: waits for the stores to let go of the buffers, and abandons those that are still held.</summary>
    public async Task DrainAsync(TimeSpan timeout, TimeProvider time)
    {
        await Drain.WaitAsync(Task.WhenAll(_inFlight.Keys), timeout, time).ConfigureAwait(false);
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
        progress?.Invoke(Interlocked.Add(ref _stored, part.Length));
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
