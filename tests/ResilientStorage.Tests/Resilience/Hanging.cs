namespace ResilientStorage.Resilience;

/// <summary>Something that never answers, and ends on the canceller's thread: a cancelled Task.Delay would go on elsewhere.</summary>
internal static class Hanging
{
    public static async Task UntilCancelledAsync(CancellationToken cancellationToken)
    {
        var never = new TaskCompletionSource();
        using var registration = cancellationToken.UnsafeRegister((_, token) => never.TrySetCanceled(token), null);
        await never.Task.ConfigureAwait(false);
    }
}
