namespace ResilientStorage.Resilience;

/// <summary>Waits for tasks that were told to stop.</summary>
internal static class Drain
{
    /// <summary>Waits for a bounded time, whatever the outcome of the task.</summary>
    /// <returns>False when the task has not ended by then.</returns>
    public static async Task<bool> WaitAsync(Task task, TimeSpan timeout, TimeProvider time)
    {
        try
        {
            await task.WaitAsync(timeout, time).ConfigureAwait(false);
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            return false;
        }
        catch (Exception)
        {
            // The first error was reported already; here only the end of the task counts.
        }

        return true;
    }
}
