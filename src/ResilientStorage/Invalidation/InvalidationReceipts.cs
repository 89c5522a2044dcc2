using Microsoft.Extensions.Logging;
using ResilientStorage.Invalidation.Sending;

namespace ResilientStorage.Invalidation;

/// <summary>Follows the marks of changes, and gives each back in exactly one outcome. Used by one round of the batcher at a time.</summary>
internal sealed class InvalidationReceipts(IReadOnlyList<IInvalidationListener> listeners, ILogger logger) : IInvalidationSenderObserver
{
    private readonly Dictionary<InvalidationSubject, List<Receipt>> _byChange = [];
    private readonly Dictionary<Guid, List<Receipt>> _byBatch = [];
    private readonly List<string> _accepted = [];
    private readonly Dictionary<string, List<string>> _reported = [];

    /// <summary>Changes are in the journal. A durable one keeps them from now on; of another the marks are followed to the end.</summary>
    public void HandedOver(IReadOnlyList<WaitingChange> changes, bool isDurable)
    {
        foreach (var change in changes.Where(static change => change.Receipt is not null))
        {
            if (isDurable)
            {
                _accepted.Add(change.Receipt!);
                continue;
            }

            var subject = InvalidationSubject.Of(change.Intent);
            if (!_byChange.TryGetValue(subject, out var receipts))
            {
                _byChange.Add(subject, receipts = []);
            }

            receipts.Add(new Receipt(change.Receipt!));
        }
    }

    public void Planned(InvalidationBatch batch, IReadOnlyList<InvalidationIntent> intents)
    {
        var receipts = intents.SelectMany(intent => _byChange.GetValueOrDefault(InvalidationSubject.Of(intent.Change)) ?? []).ToList();
        if (receipts.Count > 0)
        {
            Follow(batch.Id, receipts);
        }
    }

    public void Settled(IReadOnlyList<InvalidationIntent> intents)
    {
        foreach (var intent in intents)
        {
            if (_byChange.Remove(InvalidationSubject.Of(intent.Change), out var receipts))
            {
                receipts.ForEach(EndIfDone);
            }
        }
    }

    public void Recorded(IReadOnlyList<InvalidationBatch> batches)
    {
        foreach (var batch in batches.Where(batch => batch.State != InvalidationBatchState.Waiting && _byBatch.ContainsKey(batch.Id)))
        {
            _byBatch.Remove(batch.Id, out var receipts);
            if (batch.State == InvalidationBatchState.Replaced)
            {
                // Those that came in its place were written down together with its end.
                foreach (var part in batches.Where(part => part.State == InvalidationBatchState.Waiting))
                {
                    Follow(part.Id, receipts!);
                }
            }

            foreach (var receipt in receipts!)
            {
                receipt.Batches--;
                receipt.Reason ??= batch.State == InvalidationBatchState.Reported ? batch.Reason ?? "" : null;
                EndIfDone(receipt);
            }
        }
    }

    /// <summary>Takes out what has ended since the last time.</summary>
    public IReadOnlyList<InvalidationOutcome> Take()
    {
        List<InvalidationOutcome> outcomes = [];
        if (_accepted.Count > 0)
        {
            outcomes.Add(new InvalidationOutcome([.. _accepted], IsAccepted: true));
        }

        outcomes.AddRange(_reported.Select(static reported => new InvalidationOutcome([.. reported.Value], IsAccepted: false, reported.Key)));
        _accepted.Clear();
        _reported.Clear();
        return outcomes;
    }

    /// <summary>Tells the listeners what has ended. One that fails is logged: the others are told all the same. Never cancelled: an outcome is given once.</summary>
    public async Task DeliverAsync(IReadOnlyList<InvalidationOutcome> outcomes)
    {
        foreach (var outcome in outcomes)
        {
            foreach (var listener in listeners)
            {
                try
                {
                    await listener.SettledAsync(outcome, CancellationToken.None).ConfigureAwait(false);
                }
                catch (Exception e)
                {
                    logger.ListenerFailed(e);
                }
            }
        }
    }

    private void Follow(Guid batch, List<Receipt> receipts)
    {
        if (!_byBatch.TryGetValue(batch, out var followed))
        {
            _byBatch.Add(batch, followed = []);
        }

        followed.AddRange(receipts);
        receipts.ForEach(static receipt => receipt.Batches++);
    }

    private void EndIfDone(Receipt receipt)
    {
        if (receipt.Batches > 0)
        {
            return;
        }

        if (receipt.Reason is not { } reason)
        {
            _accepted.Add(receipt.Mark);
            return;
        }

        if (!_reported.TryGetValue(reason, out var marks))
        {
            _reported.Add(reason, marks = []);
        }

        marks.Add(receipt.Mark);
    }

    private sealed class Receipt(string mark)
    {
        public string Mark { get; } = mark;

        /// <summary>How many batches that hold its change are under way.</summary>
        public int Batches { get; set; }

        /// <summary>Why one of them was reported; null when none was.</summary>
        public string? Reason { get; set; }
    }
}
