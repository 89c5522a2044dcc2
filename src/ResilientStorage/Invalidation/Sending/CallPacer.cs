namespace ResilientStorage.Invalidation.Sending;

/// <summary>Keeps the account's rate of calls: some at once after a quiet time, then one an interval.</summary>
internal sealed class CallPacer(InvalidationOptions options, TimeProvider time)
{
    private DateTimeOffset _emptyAt = DateTimeOffset.MinValue;

    /// <summary>How long until a call may be made; zero when it may be made now.</summary>
    public TimeSpan Pause
    {
        get
        {
            // The bucket is empty at this time, and fills up by one call an interval.
            var pause = _emptyAt - (time.GetUtcNow() + (options.CallInterval * (options.CallBurst - 1)));
            return pause > TimeSpan.Zero ? pause : TimeSpan.Zero;
        }
    }

    /// <summary>Counts a call.</summary>
    public void Take()
    {
        var now = time.GetUtcNow();
        _emptyAt = (_emptyAt > now ? _emptyAt : now) + options.CallInterval;
    }
}
