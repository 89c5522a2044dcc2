using Microsoft.Extensions.Logging;
using ResilientStorage.Alerts;
using ResilientStorage.Configuration;
using ResilientStorage.Deletes;
using ResilientStorage.Ledger;
using ResilientStorage.Randomness;
using ResilientStorage.Resilience;
using ResilientStorage.Telemetry;

namespace ResilientStorage.Bells;

/// <summary>
/// Tells the delete queue of removals that are due, off the caller's path. The queue is a doorbell and the ledger the work list: what cannot be told is
/// noted, and polling does it.
/// </summary>
internal sealed class RemovalBell(IDeleteQueue queue, IResourceLedger ledger, AlertDispatcher alerts, BackgroundTasks background, IdFactory ids, TimeProvider time, ResilientStorageOptions options, string instance, ILogger logger)
{
    private const int Retries = 5;

    /// <summary>Whether anyone can hear it: false for a queue in this process that nobody consumes.</summary>
    public Func<bool> HasListeners { get; init; } = static () => true;

    /// <summary>Where the deletes have their spans.</summary>
    public required SpanSource Spans { get; init; }

    /// <summary>Tells the queue soon; returns at once.</summary>
    /// <param name="versionIds">Versions whose removal is due, at most one per resource or few more.</param>
    public void Ring(IReadOnlyCollection<VersionId> versionIds)
    {
        if (versionIds.Count > 0 && HasListeners())
        {
            // Taken now: by the time the queue is told, the delete has ended.
            var traceParent = Spans.CurrentTraceParent;
            background.Start(token => TellAsync(versionIds, traceParent, token));
        }
    }

    /// <summary>Tells the queue now.</summary>
    /// <param name="versionIds">Versions whose removal is due.</param>
    /// <param name="traceParent">The span that made it due; null for none.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task TellAsync(IReadOnlyCollection<VersionId> versionIds, string? traceParent, CancellationToken cancellationToken)
    {
        var groups = versionIds.Chunk(DeleteGroup.MaxResources)
            .Select(chunk => new DeleteGroup { Id = ids.NewId(), Instance = instance, VersionIds = chunk, TraceParent = traceParent })
            .ToList();
        var error = await TryEnqueueAsync(groups, cancellationToken).ConfigureAwait(false);
        if (error is not null)
        {
            logger.QueueUnreachable(error, versionIds.Count);
            alerts.Raise(AlertKind.QueueUnreachable, $"The delete queue could not be told of {versionIds.Count} removals ({error.Message}). Nothing is lost: polling removes them. Check the queue.");
        }

        await RecordAsync(versionIds, error, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Exception?> TryEnqueueAsync(List<DeleteGroup> groups, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            using var timeout = new CancellationTokenSource(options.QueueTimeout, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
            try
            {
                await queue.EnqueueAsync(groups, either.Token).ConfigureAwait(false);
                return null;
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                // The queue is a plug-in and may throw anything; a failed bell fails nothing.
                if (attempt == Retries)
                {
                    return e;
                }
            }

            await Task.Delay(options.QueueRetryDelay, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task RecordAsync(IReadOnlyCollection<VersionId> versionIds, Exception? error, CancellationToken cancellationToken)
    {
        try
        {
            await ledger.ChangeWorkAsync(
                new WorkChange { Kind = error is null ? WorkChangeKind.Told : WorkChangeKind.QueueUnreachable, VersionIds = versionIds, Reason = error?.Message },
                cancellationToken).ConfigureAwait(false);
        }
        catch (LedgerException e)
        {
            // The note only saves a second bell; the work itself is in the ledger.
            logger.BellNotRecorded(e);
        }
    }
}
