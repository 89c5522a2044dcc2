namespace ResilientStorage.Invalidation.Journal;

/// <summary>A journal for hosts without a ledger: it lives as long as the process, and the source of the changes keeps them until they are settled.</summary>
internal sealed class ProcessInvalidationJournal(TimeProvider time) : IInvalidationJournal
{
    private const int KeptBatches = 10_000;

    // As long as a change may be told of again and be found among them; the CDN knows references for longer.
    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<InvalidationSubject, InvalidationIntent> _bySubject = [];
    private readonly SortedDictionary<long, InvalidationIntent> _intents = [];
    private readonly List<InvalidationBatch> _batches = [];

    // What was accepted on a day, of batches that are no longer kept.
    private readonly Dictionary<DateTimeOffset, InvalidationUsage> _days = [];
    private string? _owner;
    private long _token;
    private DateTimeOffset _until;
    private long _lastId;

    public bool IsDurable => false;

    public Task<long?> TakeLeaseAsync(string owner, TimeSpan duration, CancellationToken cancellationToken = default) => Run<long?>(
        () =>
        {
            var now = time.GetUtcNow();
            if (_owner != owner)
            {
                if (_owner is not null && _until > now)
                {
                    return null;
                }

                _owner = owner;
                _token++;
            }

            _until = now + duration;
            return _token;
        },
        cancellationToken);

    public Task AddAsync(IReadOnlyList<NewInvalidationIntent> intents, CancellationToken cancellationToken = default) => Run(
        () =>
        {
            foreach (var intent in intents)
            {
                Add(intent);
            }

            return true;
        },
        cancellationToken);

    public Task<IReadOnlyList<InvalidationIntent>> ListIntentsAsync(int limit, CancellationToken cancellationToken = default) => Run<IReadOnlyList<InvalidationIntent>>(
        () => [.. _intents.Values.OrderBy(static intent => intent.Change.IsBackfill).Take(limit)],
        cancellationToken);

    public Task<bool> RecordAsync(InvalidationRecord record, CancellationToken cancellationToken = default) => Run(() => Record(record), cancellationToken);

    public Task<IReadOnlyList<InvalidationBatch>> ListBatchesAsync(InvalidationBatchQuery query, CancellationToken cancellationToken = default) => Run<IReadOnlyList<InvalidationBatch>>(
        () =>
        [
            .. _batches
                .Where(batch => (query.States is null || query.States.Contains(batch.State))
                    && (query.Ids is null || query.Ids.Contains(batch.Id))
                    && (query.DistributionId is null || batch.DistributionId == query.DistributionId)
                    && (query.CreatedFrom is null || batch.CreatedAt >= query.CreatedFrom)
                    && (query.AcceptedFrom is null || batch.AcceptedAt >= query.AcceptedFrom))
                .OrderBy(static batch => batch.CreatedAt)
                .Take(query.Limit),
        ],
        cancellationToken);

    public Task<int> ReplayAsync(IReadOnlyCollection<Guid>? batchIds, CancellationToken cancellationToken = default) => Run(
        () => Enumerable.Range(0, _batches.Count).Count(index => batchIds?.Contains(_batches[index].Id) != false && Replay(index)),
        cancellationToken);

    public Task<int> AddBatchesAsync(IReadOnlyList<InvalidationBatch> batches, CancellationToken cancellationToken = default) => Run(() => batches.Count(AddOrReplay), cancellationToken);

    public Task<InvalidationUsage> GetUsageAsync(DateTimeOffset since, DateTimeOffset until, CancellationToken cancellationToken = default) => Run(
        () =>
        {
            var accepted = _batches.Where(batch => batch.AcceptedAt >= since && batch.AcceptedAt < until).Select(UsageOf);
            return accepted.Concat(_days.Where(day => day.Key >= since && day.Key < until).Select(static day => day.Value)).Aggregate(new InvalidationUsage(0, 0, 0, 0), Sum);
        },
        cancellationToken);

    private static InvalidationUsage UsageOf(InvalidationBatch batch) => new(1, batch.Paths.Count, batch.Wildcards, batch.SinglePaths);

    private static InvalidationUsage Sum(InvalidationUsage one, InvalidationUsage other) =>
        new(one.Batches + other.Batches, one.Paths + other.Paths, one.Wildcards + other.Wildcards, one.SinglePaths + other.SinglePaths);

    private void Add(NewInvalidationIntent change)
    {
        var subject = InvalidationSubject.Of(change);
        var intent = _bySubject.TryGetValue(subject, out var known)
            ? known with
            {
                Revision = known.Revision + 1,
                Change = known.Change with
                {
                    IsRemoval = known.Change.IsRemoval || change.IsRemoval,
                    IsBackfill = known.Change.IsBackfill && change.IsBackfill,
                    OccurredAt = InvalidationSubject.LaterOf(known.Change.OccurredAt, change.OccurredAt),
                },
            }
            : new InvalidationIntent { Id = ++_lastId, Revision = 1, CreatedAt = time.GetUtcNow(), Change = change };
        _bySubject[subject] = intent;
        _intents[intent.Id] = intent;
    }

    private bool AddOrReplay(InvalidationBatch batch)
    {
        var index = _batches.FindIndex(known => known.Id == batch.Id);
        if (index >= 0)
        {
            return Replay(index);
        }

        _batches.Add(batch);
        return true;
    }

    private bool Replay(int index)
    {
        if (_batches[index].State != InvalidationBatchState.Reported)
        {
            return false;
        }

        _batches[index] = _batches[index] with { State = InvalidationBatchState.Waiting, Attempts = 0, DueAt = time.GetUtcNow() };
        return true;
    }

    private bool Record(InvalidationRecord record)
    {
        if (record.LeaseToken != _token)
        {
            return false;
        }

        foreach (var batch in record.Batches)
        {
            var index = _batches.FindIndex(known => known.Id == batch.Id);
            if (index < 0)
            {
                _batches.Add(batch);
            }
            else
            {
                _batches[index] = batch;
            }
        }

        foreach (var intent in record.Settled.Where(intent => _intents.TryGetValue(intent.Id, out var now) && now.Revision == intent.Revision))
        {
            _intents.Remove(intent.Id);
            _bySubject.Remove(InvalidationSubject.Of(intent.Change));
        }

        if (_batches.Count > KeptBatches)
        {
            Forget();
        }

        return true;
    }

    // Of what has ended the month's sums are enough.
    private void Forget()
    {
        var before = time.GetUtcNow() - KeptFor;
        bool IsOld(InvalidationBatch batch) => batch.State is InvalidationBatchState.Completed or InvalidationBatchState.Replaced && (batch.AcceptedAt ?? batch.CreatedAt) < before;
        foreach (var batch in _batches.Where(IsOld))
        {
            if (batch.AcceptedAt is { } acceptedAt)
            {
                var day = new DateTimeOffset(acceptedAt.UtcDateTime.Date, TimeSpan.Zero);
                _days[day] = Sum(_days.GetValueOrDefault(day) ?? new InvalidationUsage(0, 0, 0, 0), UsageOf(batch));
            }
        }

        _batches.RemoveAll(IsOld);
    }

    private Task<T> Run<T>(Func<T> call, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }

        lock (_lock)
        {
            return Task.FromResult(call());
        }
    }
}
