using Microsoft.Extensions.Logging;
using ResilientStorage.Invalidation.CloudFront;
using ResilientStorage.Randomness;
using ResilientStorage.Resilience;

namespace ResilientStorage.Invalidation.Sending;

/// <summary>
/// Brings what the journal holds to the CDN: plans waiting changes into batches, and sends the batches within the limits of the account. One sender at a time, by
/// lease. Every step is in the journal before the next: a crash anywhere sends the same batch under the same reference again.
/// </summary>
internal sealed class InvalidationSender(
    IInvalidationJournal journal, ICloudFrontApi api, IInvalidationPlanning planning, IInvalidationReports reports, InvalidationOptions options, TimeProvider time, IdFactory ids, ILogger logger)
{
    // Longer than a call with all its tries takes.
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan PauseOfUnreported = TimeSpan.FromMinutes(1);

    private static readonly InvalidationBatchQuery OpenBatches = new() { States = [InvalidationBatchState.Waiting, InvalidationBatchState.Accepted], Limit = 10_000 };

    private static readonly InvalidationBatchQuery Known = new() { States = [.. OpenBatches.States!, InvalidationBatchState.Completed, InvalidationBatchState.Reported], Limit = int.MaxValue };

    private readonly string _owner = ids.NewId().ToString("n");

    // All that a journal of the process has came by the batcher, where a part of the window has passed already; ledgers write down changes when they happen.
    private readonly TimeSpan _window = journal.IsDurable ? options.Window : options.Window - InvalidationBatcher.GatheringIn(options);
    private readonly CallPacer _pacer = new(options, time);
    private readonly BatchFactory _batches = new(time, ids);
    private readonly Dictionary<string, DateTimeOffset> _pausedUntil = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, DateTimeOffset> _askedAt = [];

    // Said before the lease is asked for: an answer that is lost may have been a yes.
    private bool _mayHoldLease;

    /// <summary>Called with every batch that ended, and the changes behind new ones.</summary>
    public IInvalidationSenderObserver? Observer { get; init; }

    /// <summary>Does all that can be done now.</summary>
    /// <param name="isUrgent">Whether changes are planned though their window has not passed.</param>
    /// <param name="cancellationToken">Cancels between two calls.</param>
    /// <returns>What was done, and when there is more to do.</returns>
    public async Task<SenderRound> RunAsync(bool isUrgent, CancellationToken cancellationToken)
    {
        var round = new SenderRound();
        _mayHoldLease = true;
        if (await journal.TakeLeaseAsync(_owner, Lease, cancellationToken).ConfigureAwait(false) is not { } token)
        {
            _mayHoldLease = false;
            return round.Later(Lease / 5);
        }

        if (!await PlanAsync(token, isUrgent, round, cancellationToken).ConfigureAwait(false))
        {
            return round.Later(Lease / 5);
        }

        // Read once: who holds the lease is the only one to move them on.
        var open = await journal.ListBatchesAsync(OpenBatches, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            var pools = PoolsOf(open, static batch => batch.State == InvalidationBatchState.Accepted);
            if (await NextAsync(open, pools, round, cancellationToken).ConfigureAwait(false) is not { } step)
            {
                return round;
            }

            // Written down whatever happens: what the CDN has answered must not be lost to a cancellation.
            if (!await journal.RecordAsync(step with { LeaseToken = token }, CancellationToken.None).ConfigureAwait(false))
            {
                logger.SenderReplaced();
                return round.Later(Lease / 5);
            }

            Observer?.Recorded(step.Batches);
            open = Replace(open, step.Batches);
            if (await journal.TakeLeaseAsync(_owner, Lease, cancellationToken).ConfigureAwait(false) is not { } renewed)
            {
                logger.SenderReplaced();
                return round.Later(Lease / 5);
            }

            token = renewed;
        }
    }

    /// <summary>Lets others send from now on; not to be called during a round. What another holds stays his.</summary>
    /// <param name="cancellationToken">Cancels the call; the lease then ends with its time.</param>
    public async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        if (_mayHoldLease)
        {
            await journal.TakeLeaseAsync(_owner, TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
            _mayHoldLease = false;
        }
    }

    private async Task<bool> PlanAsync(long token, bool isUrgent, SenderRound round, CancellationToken cancellationToken)
    {
        while (true)
        {
            var intents = await journal.ListIntentsAsync(options.MaxChanges, cancellationToken).ConfigureAwait(false);
            if (intents.Count == 0)
            {
                return true;
            }

            var openAt = intents.Min(static intent => intent.CreatedAt) + _window;
            if (!isUrgent && intents.Count < options.MaxChanges && openAt > time.GetUtcNow())
            {
                round.Later(openAt - time.GetUtcNow());
                return true;
            }

            var open = await journal.ListBatchesAsync(OpenBatches, cancellationToken).ConfigureAwait(false);
            var planned = await planning.PlanAsync(intents, PoolsOf(open, static _ => true), cancellationToken).ConfigureAwait(false);
            var known = await KnownAsync(cancellationToken).ConfigureAwait(false);
            List<InvalidationBatch> batches = [];
            List<InvalidationBatch> toldAgain = [];
            foreach (var paths in planned.Paths)
            {
                var batch = _batches.Create(paths);
                if (known.GetValueOrDefault(batch.CallerReference) is { } same)
                {
                    // The same request to the CDN, and so the same batch: however it ends, it is sent or reported once.
                    batch = same;
                    toldAgain.Add(same);
                }
                else
                {
                    batches.Add(batch);
                }

                Observer?.Planned(batch, paths.Intents);
            }

            var record = new InvalidationRecord { LeaseToken = token, Batches = batches, Settled = planned.Settled };

            // From here on receipts follow the batches: these have to be there.
            if (!await journal.RecordAsync(record, CancellationToken.None).ConfigureAwait(false))
            {
                logger.SenderReplaced();
                return false;
            }

            Observer?.Settled(planned.Settled);
            Observer?.Recorded(toldAgain);
            logger.Planned(planned.Settled.Count, batches.Count);
            if (planned.Settled.Count < intents.Count)
            {
                // Who serves the others is not known now.
                round.Later(options.RetryDelay);
                return true;
            }
        }
    }

    /// <summary>Batches by their references, where the source of events tells of them again until they have ended. A durable journal has taken them over at once.</summary>
    private async Task<Dictionary<string, InvalidationBatch>> KnownAsync(CancellationToken cancellationToken)
    {
        var known = new Dictionary<string, InvalidationBatch>(StringComparer.Ordinal);
        if (!journal.IsDurable)
        {
            foreach (var batch in await journal.ListBatchesAsync(Known, cancellationToken).ConfigureAwait(false))
            {
                known[batch.CallerReference] = batch;
            }
        }

        return known;
    }

    /// <returns>What to write down; null when nothing can be done now.</returns>
    private async Task<InvalidationRecord?> NextAsync(IReadOnlyList<InvalidationBatch> open, Dictionary<string, DistributionPool> pools, SenderRound round, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (open.Where(batch => batch.State == InvalidationBatchState.Accepted && batch.AcceptedAt + options.SlotTimeout <= now).ToList() is { Count: > 0 } ended)
        {
            ended.ForEach(batch => _askedAt.Remove(batch.Id));
            return Record([.. ended.Select(static batch => batch with { State = InvalidationBatchState.Completed })]);
        }

        var sendable = open.Where(batch => IsReady(batch, pools, now, round))
            .OrderBy(static batch => batch.IsBackfill).ThenBy(static batch => batch.CreatedAt).ThenBy(static batch => batch.Id).FirstOrDefault();
        var crowded = open.Where(batch => pools[batch.DistributionId].IsOverHalfFull || (batch.State == InvalidationBatchState.Waiting && !pools[batch.DistributionId].Fits(batch))).Select(static batch => batch.DistributionId).ToHashSet(StringComparer.Ordinal);
        var askable = open.Where(batch => crowded.Contains(batch.DistributionId) && IsToAskAfter(batch, now, round)).MinBy(static batch => batch.AcceptedAt);
        if (sendable is null && askable is null)
        {
            return null;
        }

        if (_pacer.Pause is { Ticks: > 0 } pause)
        {
            round.Later(pause);
            return null;
        }

        cancellationToken.ThrowIfCancellationRequested();
        _pacer.Take();
        return sendable is not null
            ? await SendAsync(sendable, round, cancellationToken).ConfigureAwait(false)
            : await AskAsync(askable!, cancellationToken).ConfigureAwait(false);
    }

    private bool IsReady(InvalidationBatch batch, Dictionary<string, DistributionPool> pools, DateTimeOffset now, SenderRound round)
    {
        if (batch.State != InvalidationBatchState.Waiting)
        {
            return false;
        }

        var readyAt = _pausedUntil.TryGetValue(batch.DistributionId, out var until) && until > batch.DueAt ? until : batch.DueAt;
        if (readyAt > now)
        {
            round.Later(readyAt - now);
            return false;
        }

        return pools[batch.DistributionId].Fits(batch);
    }

    // Only where its slots are wanted, or may be soon: nobody else cares when it ends.
    private bool IsToAskAfter(InvalidationBatch batch, DateTimeOffset now, SenderRound round)
    {
        if (batch is not { State: InvalidationBatchState.Accepted, InvalidationId: not null })
        {
            return false;
        }

        var askAt = (_askedAt.TryGetValue(batch.Id, out var asked) ? asked : batch.AcceptedAt!.Value) + options.ProgressInterval;
        if (askAt > now)
        {
            round.Later(askAt - now);
            return false;
        }

        return true;
    }

    private async Task<InvalidationRecord> SendAsync(InvalidationBatch batch, SenderRound round, CancellationToken cancellationToken)
    {
        try
        {
            // Not the caller's token: a request under way is heard to its end, so that its paths are counted.
            var taken = await api.CreateInvalidationAsync(
                new CloudFrontInvalidationRequest { DistributionId = batch.DistributionId, CallerReference = batch.CallerReference, Paths = batch.Paths },
                CancellationToken.None).ConfigureAwait(false);
            logger.Accepted(batch.DistributionId, taken.Id, batch.Paths.Count);
            round.Accepted(batch);
            return Record([batch with
            {
                State = taken.IsCompleted ? InvalidationBatchState.Completed : InvalidationBatchState.Accepted,
                AcceptedAt = taken.CreatedAt,
                InvalidationId = taken.Id,
                Reason = null,
            }]);
        }
        catch (CloudFrontException e)
        {
            return await JudgeAsync(batch, e, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<InvalidationRecord> JudgeAsync(InvalidationBatch batch, CloudFrontException error, CancellationToken cancellationToken)
    {
        logger.Refused(error, batch.DistributionId, error.Kind, batch.Attempts + 1);
        switch (error.Kind)
        {
            case CloudFrontErrorKind.InvalidPath or CloudFrontErrorKind.BatchTooLarge when batch.Paths.Count > 1:
                return Record([batch with { State = InvalidationBatchState.Replaced, Reason = error.Message }, .. _batches.Halve(batch)]);

            case CloudFrontErrorKind.ReferenceReused when batch.Attempts == 0:
                return Record([batch with { State = InvalidationBatchState.Replaced, Reason = error.Message }, _batches.Renew(batch)]);

            case CloudFrontErrorKind.NotFound:
                // With the distribution its cache has gone.
                planning.Forget(batch.DistributionId);
                return Record([batch with { State = InvalidationBatchState.Completed, Reason = error.Message }]);

            case CloudFrontErrorKind.InvalidPath or CloudFrontErrorKind.BatchTooLarge or CloudFrontErrorKind.InvalidRequest:
                return await ReportAsync(batch, error, cancellationToken).ConfigureAwait(false);

            default:
                return batch.Attempts >= options.Retries
                    ? await ReportAsync(batch, error, cancellationToken).ConfigureAwait(false)
                    : Record([RetryLater(batch, error)]);
        }
    }

    private InvalidationBatch RetryLater(InvalidationBatch batch, CloudFrontException error)
    {
        var dueAt = time.GetUtcNow() + GrowingPause.After(options.RetryDelay, options.MaxRetryDelay, batch.Attempts);
        if (error.Kind is CloudFrontErrorKind.TooManyInProgress or CloudFrontErrorKind.Throttled)
        {
            // The others of the distribution would be refused alike.
            _pausedUntil[batch.DistributionId] = dueAt;
        }

        return batch with { Attempts = batch.Attempts + 1, DueAt = dueAt, Reason = error.Message };
    }

    private async Task<InvalidationRecord> ReportAsync(InvalidationBatch batch, CloudFrontException error, CancellationToken cancellationToken)
    {
        var failed = batch with { Attempts = batch.Attempts + 1, Reason = error.Message };

        // Those of the same distribution that have failed as often go into the same report: a person pastes one file, and not one for each set.
        var others = await journal.ListBatchesAsync(OpenBatches with { States = [InvalidationBatchState.Waiting], DistributionId = batch.DistributionId }, cancellationToken).ConfigureAwait(false);
        var isUsedUp = batch.Attempts > 0 && batch.Attempts >= options.Retries;
        IReadOnlyList<InvalidationBatch> together = [.. others.Where(other => isUsedUp && other.Id != batch.Id && other.Attempts >= batch.Attempts).Prepend(failed).OrderBy(static each => each.CreatedAt).ThenBy(static each => each.Paths[0], StringComparer.Ordinal)];
        var key = await reports.WriteAsync(together, cancellationToken).ConfigureAwait(false);
        if (key is null && !journal.IsDurable)
        {
            // Nothing but this process knows of it: it is not given up.
            return Record([failed with { Attempts = batch.Attempts, DueAt = time.GetUtcNow() + PauseOfUnreported }]);
        }

        return Record([.. together.Select(each => each with { State = InvalidationBatchState.Reported, ReportKey = key })]);
    }

    private async Task<InvalidationRecord> AskAsync(InvalidationBatch batch, CancellationToken cancellationToken)
    {
        _askedAt[batch.Id] = time.GetUtcNow();
        try
        {
            var now = await api.GetInvalidationAsync(batch.DistributionId, batch.InvalidationId!, cancellationToken).ConfigureAwait(false);
            if (!now.IsCompleted)
            {
                return Record([]);
            }
        }
        catch (CloudFrontException e) when (e.Kind != CloudFrontErrorKind.NotFound)
        {
            // Its slots are free after the time-out at the latest.
            logger.ProgressUnknown(e, batch.DistributionId);
            return Record([]);
        }
        catch (CloudFrontException)
        {
            // The distribution or the invalidation has gone, and its slots with it.
        }

        _askedAt.Remove(batch.Id);
        return Record([batch with { State = InvalidationBatchState.Completed }]);
    }

    private Dictionary<string, DistributionPool> PoolsOf(IReadOnlyList<InvalidationBatch> open, Func<InvalidationBatch, bool> isCounted)
    {
        var pools = new Dictionary<string, DistributionPool>(StringComparer.Ordinal);
        foreach (var batch in open)
        {
            if (!pools.TryGetValue(batch.DistributionId, out var pool))
            {
                pools.Add(batch.DistributionId, pool = new DistributionPool(options));
            }

            if (isCounted(batch))
            {
                pool.Add(batch);
            }
        }

        return pools;
    }

    private static IReadOnlyList<InvalidationBatch> Replace(IReadOnlyList<InvalidationBatch> open, IReadOnlyList<InvalidationBatch> changed)
    {
        var ids = changed.Select(static batch => batch.Id).ToHashSet();
        return [.. open.Where(batch => !ids.Contains(batch.Id)), .. changed.Where(static batch => OpenBatches.States!.Contains(batch.State))];
    }

    private static InvalidationRecord Record(IReadOnlyList<InvalidationBatch> batches) => new() { LeaseToken = 0, Batches = batches };
}
