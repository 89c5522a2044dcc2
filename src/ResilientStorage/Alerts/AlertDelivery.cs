using Microsoft.Extensions.Logging;
using ResilientStorage.Telemetry;

namespace ResilientStorage.Alerts;

/// <summary>One alert on its way to one sink. The sink is the host's code: it may throw anything, and may never return.</summary>
internal sealed class AlertDelivery(AlertLane lane, IAlertSink sink, StorageAlert alert, TimeSpan sinkTimeout, TimeProvider time, ILogger logger)
{
    private readonly TaskCompletionSource _over = new();
    private int _isOver;

    /// <summary>Ends when the alert was delivered or the delivery was given up, whether or not the sink returns.</summary>
    public Task RunAsync(CancellationToken stopping)
    {
        _ = SendAsync(stopping);
        return _over.Task;
    }

    private async Task SendAsync(CancellationToken stopping)
    {
        using var timeout = new CancellationTokenSource(sinkTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stopping);

        // For the sink that does not heed its token. One that does is told first, and its own error counts: the last one registered is called first.
        using var registration = either.Token.UnsafeRegister(_ => Abandon(timeout.Token, stopping), null);
        bool isInTime;
        try
        {
            await sink.SendAsync(alert, either.Token).ConfigureAwait(false);
            isInTime = TryEnd();
        }
        catch (Exception e)
        {
            isInTime = TryFail(e, timeout.Token, stopping);
        }

        if (isInTime)
        {
            lane.Ended();
        }
        else
        {
            lane.Returned();
        }
    }

    private void Abandon(CancellationToken timeout, CancellationToken stopping)
    {
        if (TryFail(error: null, timeout, stopping))
        {
            lane.Abandoned();
        }
    }

    private bool TryFail(Exception? error, CancellationToken timeout, CancellationToken stopping)
    {
        if (Interlocked.Exchange(ref _isOver, 1) != 0)
        {
            return false;
        }

        lane.Failed(alert);
        if (timeout.IsCancellationRequested)
        {
            logger.SinkTimedOut(sink.GetType().Name, alert.Kind, sinkTimeout);
        }
        else if (error is not null && !stopping.IsCancellationRequested)
        {
            // Not even at Debug: the text of a foreign sink's exception may hold its address or password.
            logger.SinkFailed(LoggedException.Of(error), sink.GetType().Name, alert.Kind);
        }

        _over.SetResult();
        return true;
    }

    private bool TryEnd()
    {
        if (Interlocked.Exchange(ref _isOver, 1) != 0)
        {
            return false;
        }

        lane.Delivered();
        _over.SetResult();
        return true;
    }
}
