using ResilientStorage.Randomness;

namespace ResilientStorage.Invalidation.Events;

/// <summary>
/// Tells <see cref="S3EventHandler"/> how its changes ended. Give it to the batcher as its listener, and to the handler;
/// receipts of others pass it by.
/// </summary>
public sealed class S3EventReceipts : IInvalidationListener
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (S3EventDelivery Delivery, int Change)> _waiting = new(StringComparer.Ordinal);

    // A batcher that remembers may settle what an earlier process added: its receipts must not be taken for ours.
    private readonly string _prefix;
    private long _last;

    /// <summary>Makes an empty one.</summary>
    public S3EventReceipts()
        : this(new CryptographicRandomSource())
    {
    }

    internal S3EventReceipts(IRandomSource random)
    {
        Span<byte> bytes = stackalloc byte[8];
        random.Fill(bytes);
        _prefix = $"s3-event-{Convert.ToHexStringLower(bytes)}-";
    }

    /// <summary>How many changes have not been settled yet.</summary>
    public int WaitingCount
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count;
            }
        }
    }

    /// <inheritdoc/>
    public Task SettledAsync(InvalidationOutcome outcome, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        foreach (var receipt in outcome.Receipts)
        {
            // Outside the lock: whoever waits for the delivery goes on right here.
            if (Take(receipt) is { } settled)
            {
                settled.Delivery.Settle(settled.Change);
            }
        }

        return Task.CompletedTask;
    }

    internal string Issue(S3EventDelivery delivery, int change)
    {
        lock (_lock)
        {
            var receipt = $"{_prefix}{++_last}";
            _waiting.Add(receipt, (delivery, change));
            return receipt;
        }
    }

    /// <summary>Nobody waits for it any more.</summary>
    /// <returns>False when it was settled already.</returns>
    internal bool Forget(string receipt) => Take(receipt) is not null;

    private (S3EventDelivery Delivery, int Change)? Take(string receipt)
    {
        lock (_lock)
        {
            return _waiting.Remove(receipt, out var waiting) ? waiting : null;
        }
    }
}
