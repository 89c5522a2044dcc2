using Microsoft.Extensions.Logging;
using ResilientStorage.Resilience;

namespace ResilientStorage.Alerts;

/// <summary>Logs every alert and hands it to the sinks, off the operation's path.</summary>
internal sealed class AlertDispatcher(IReadOnlyList<IAlertSink> sinks, BackgroundTasks background, TimeProvider time, string instance, ILogger logger)
{
    public void Raise(AlertKind kind, string message, string? store = null, string? resourceKey = null, VersionId? versionId = null)
    {
        logger.Raised(kind, store, versionId);
        logger.RaisedInDetail(kind, message);
        var alert = new StorageAlert { Kind = kind, Instance = instance, Message = message, At = time.GetUtcNow(), Store = store, ResourceKey = resourceKey, VersionId = versionId };
        foreach (var sink in sinks)
        {
            background.Start(token => SendAsync(sink, alert, token));
        }
    }

    private async Task SendAsync(IAlertSink sink, StorageAlert alert, CancellationToken cancellationToken)
    {
        try
        {
            await sink.SendAsync(alert, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // A sink is the host's code and may throw anything; the operation that raised the alert has its own outcome.
            logger.SinkFailed(e, sink.GetType().Name, alert.Kind);
        }
    }
}
