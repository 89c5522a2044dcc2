namespace ResilientStorage.Testing;

/// <summary>A rule of a <see cref="StoreFaultPlan"/>: which calls, and what goes wrong. Every method that names a fault adds the rule and ends it.</summary>
public sealed class StoreFaultRule
{
    private readonly StoreFaultPlan _plan;
    private readonly IReadOnlyCollection<StoreOperation> _operations;
    private (int First, int Last) _calls = CallRange.Every;
    private Func<string, bool>? _keys;

    internal StoreFaultRule(StoreFaultPlan plan, IReadOnlyCollection<StoreOperation> operations)
    {
        _plan = plan;
        _operations = operations;
    }

    /// <summary>Only the nth of the calls that the rule matches, counted from when it is added.</summary>
    /// <param name="number">Which call, from 1.</param>
    /// <returns>The rule.</returns>
    public StoreFaultRule Call(int number) => Calls(number, number);

    /// <summary>Only some of the calls that the rule matches, counted from when it is added.</summary>
    /// <param name="first">The first call, from 1.</param>
    /// <param name="last">The last call; by default all from the first on.</param>
    /// <returns>The rule.</returns>
    public StoreFaultRule Calls(int first, int last = int.MaxValue)
    {
        _calls = CallRange.Of(first, last);
        return this;
    }

    /// <summary>Only calls that have a key for which this is true.</summary>
    /// <param name="matches">Tells it.</param>
    /// <returns>The rule.</returns>
    public StoreFaultRule ForKeys(Func<string, bool> matches)
    {
        ArgumentNullException.ThrowIfNull(matches);
        _keys = matches;
        return this;
    }

    /// <summary>The call fails and does nothing.</summary>
    /// <param name="kind">With which kind of error.</param>
    /// <returns>The plan.</returns>
    public StoreFaultPlan Fail(StorageErrorKind kind = StorageErrorKind.Unavailable) => Add(new StoreFault(StoreFaultKind.Fail) { Error = kind });

    /// <summary>The call takes effect, and then fails: its answer is lost.</summary>
    /// <param name="kind">With which kind of error.</param>
    /// <returns>The plan.</returns>
    public StoreFaultPlan LoseAnswer(StorageErrorKind kind = StorageErrorKind.Timeout) => Add(new StoreFault(StoreFaultKind.LoseAnswer) { Error = kind });

    /// <summary>A delete answers with this error for the keys of <see cref="ForKeys"/> (all keys without it) and leaves them; the others are removed.</summary>
    /// <param name="kind">Which kind of error.</param>
    /// <returns>The plan.</returns>
    public StoreFaultPlan RefuseKeys(StorageErrorKind kind = StorageErrorKind.AccessDenied) => Add(new StoreFault(StoreFaultKind.RefuseKeys) { Error = kind });

    /// <summary>The call waits before it does anything.</summary>
    /// <param name="delay">How long, by the plan's clock.</param>
    /// <returns>The plan.</returns>
    public StoreFaultPlan Delay(TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        return Add(new StoreFault(StoreFaultKind.Delay) { Delay = delay });
    }

    /// <summary>The call does nothing and does not answer until it is cancelled.</summary>
    /// <returns>The plan.</returns>
    public StoreFaultPlan Hang() => Add(new StoreFault(StoreFaultKind.Hang));

    /// <summary>
    /// The call does nothing and says that it succeeded: a write answers without entity tag, a delete that all is gone, a find and a read that nothing is there,
    /// a listing that the store is empty.
    /// </summary>
    /// <returns>The plan.</returns>
    public StoreFaultPlan Lie() => Add(new StoreFault(StoreFaultKind.Lie));

    /// <summary>The body of a read breaks off with an <see cref="IOException"/>, a listing with an error of kind Unavailable.</summary>
    /// <param name="after">After how many bytes, or entries.</param>
    /// <returns>The plan.</returns>
    public StoreFaultPlan CutBody(long after) => AddAt(StoreFaultKind.CutBody, after);

    /// <summary>The body of a read ends too early, as if it were complete.</summary>
    /// <param name="after">After how many bytes.</param>
    /// <returns>The plan.</returns>
    public StoreFaultPlan EndBody(long after) => AddAt(StoreFaultKind.EndBody, after);

    /// <summary>The body of a read comes to a standstill until the reader cancels.</summary>
    /// <param name="after">After how many bytes.</param>
    /// <returns>The plan.</returns>
    public StoreFaultPlan StallBody(long after) => AddAt(StoreFaultKind.StallBody, after);

    /// <summary>The body of a read has one wrong byte; the object itself is right.</summary>
    /// <param name="offset">Which byte of the body, counted from 0; nothing happens when the body is shorter.</param>
    /// <returns>The plan.</returns>
    public StoreFaultPlan FlipReadByte(long offset) => AddAt(StoreFaultKind.FlipRead, offset);

    /// <summary>The object or part is stored with one wrong byte.</summary>
    /// <param name="offset">Which byte of the content, counted from 0; nothing happens when it is shorter.</param>
    /// <returns>The plan.</returns>
    public StoreFaultPlan FlipStoredByte(long offset) => AddAt(StoreFaultKind.FlipStored, offset);

    private StoreFaultPlan AddAt(StoreFaultKind kind, long position)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        return Add(new StoreFault(kind) { Position = position });
    }

    private StoreFaultPlan Add(StoreFault fault)
    {
        _plan.Add(_operations, _calls, _keys, fault);
        return _plan;
    }
}
