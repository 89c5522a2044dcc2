using ResilientStorage.Testing;

namespace ResilientStorage.Resilience;

/// <summary>Moves a manual clock from timer to timer.</summary>
internal static class Clocks
{
    /// <summary>Lets time pass until the task has ended.</summary>
    /// <returns>How long that took.</returns>
    public static TimeSpan Finish(this ManualTimeProvider clock, Task task)
    {
        var start = clock.GetUtcNow();
        while (!task.IsCompleted)
        {
            var next = clock.NextTimerAt ?? throw new InvalidOperationException("The task waits for nothing that time would bring.");
            Assert.True(next - start < TimeSpan.FromDays(1), "The task does not end within a day.");
            clock.Advance(next > clock.GetUtcNow() ? next - clock.GetUtcNow() : TimeSpan.Zero);
        }

        return clock.GetUtcNow() - start;
    }
}
