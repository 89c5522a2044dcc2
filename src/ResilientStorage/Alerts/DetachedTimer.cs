namespace ResilientStorage.Alerts;

/// <summary>Timers that outlive the operation that makes them, whose async locals (a request, an activity) they must not keep alive.</summary>
internal static class DetachedTimer
{
    /// <summary>Makes a timer that is not armed yet.</summary>
    public static ITimer Create(TimeProvider time, Action callback)
    {
        if (ExecutionContext.IsFlowSuppressed())
        {
            return Make();
        }

        using (ExecutionContext.SuppressFlow())
        {
            return Make();
        }

        ITimer Make() => time.CreateTimer(static state => ((Action)state!)(), callback, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
