using ResilientStorage.Invalidation;

namespace ResilientStorage.Conformance.Invalidation;

/// <summary>Remembers every outcome, and fails when the test says so.</summary>
internal sealed class RecordingListener : IInvalidationListener
{
    private readonly Lock _lock = new();
    private readonly List<InvalidationOutcome> _outcomes = [];

    public IReadOnlyList<InvalidationOutcome> Outcomes
    {
        get
        {
            lock (_lock)
            {
                return [.. _outcomes];
            }
        }
    }

    /// <summary>Every receipt of every outcome, in byte order.</summary>
    public IEnumerable<string> Receipts => Outcomes.SelectMany(static outcome => outcome.Receipts).Order(StringComparer.Ordinal);

    /// <summary>Called inside each <see cref="SettledAsync"/>.</summary>
    public Func<Task> OnSettled { get; set; } = static () => Task.CompletedTask;

    public Task SettledAsync(InvalidationOutcome outcome, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            _outcomes.Add(outcome);
        }

        return OnSettled();
    }
}
