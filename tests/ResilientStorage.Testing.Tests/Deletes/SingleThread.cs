namespace ResilientStorage.Testing.Tests.Deletes;

/// <summary>Runs a test to its end on this thread. What waits for another thread, or for nobody, is a failure.</summary>
internal static class SingleThread
{
    public static void Run(Func<Task> test)
    {
        // A test runner's context would send continuations to other threads.
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            var task = test();
            Assert.True(task.IsCompleted, "The test waits for something that nobody does on this thread.");
            task.GetAwaiter().GetResult();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }
}
