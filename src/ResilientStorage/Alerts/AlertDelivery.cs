using Microsoft.Extensions.Logging;

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
        using var registration = either.Token.UnsafeRegister(_ => GiveUp(null, timeout.Token, stopping), null);
        try
        {
            await sink.SendAsync(alert, either.Token).ConfigureAwait(false);
            End();
        }
        catch (Exception e)
        {
            GiveUp(e, timeout.Token, stopping);
        }
        finally
        {
            lane.Ended();
        }
    }

    private void GiveUp(Exception? error, CancellationToken timeout, CancellationToken stopping)
    {
        if (Interlocked.Exchange(ref _isOver, 1) != 0)
        {
            return;
        }

        lane.Failed(alert);
        if (timeout.IsCancellationRequested)
        {
            logger.SinkTimedOut(sink.GetType().Name, alert.Kind, sinkTimeout);
        }
        else if (error is not null && !stopping.IsCancellationRequested)
        {
            logger.SinkFailed(error, sink.GetType().Name, alert.Kind);
        }

        _over.SetResult();
    }

    private void End()
    {
        if (Interlocked.Exchange(ref _isOver, 1) == 0)
        {
            lane.Delivered();
            _over.SetResult();
        }
    }
}
