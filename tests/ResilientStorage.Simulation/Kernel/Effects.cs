namespace ResilientStorage.Simulation.Kernel;

internal static class Effects
{
    /// <summary>Takes the result of an inner call that must have ended already: the inner fakes and SQLite are synchronous underneath.</summary>
    public static T Now<T>(Task<T> task) => task.IsCompleted
        ? task.GetAwaiter().GetResult()
        : throw new SimViolationException("one thread", "An inner call did not complete synchronously.");

    public static bool Now(Task task)
    {
        if (!task.IsCompleted)
        {
            throw new SimViolationException("one thread", "An inner call did not complete synchronously.");
        }

        task.GetAwaiter().GetResult();
        return true;
    }

    public static List<T> Now<T>(IAsyncEnumerable<T> items)
    {
        return Now(CollectAsync());

        async Task<List<T>> CollectAsync()
        {
            var list = new List<T>();
            await foreach (var item in items.ConfigureAwait(false))
            {
                list.Add(item);
            }

            return list;
        }
    }
}
