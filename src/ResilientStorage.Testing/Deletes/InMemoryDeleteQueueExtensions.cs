using Microsoft.Extensions.DependencyInjection;
using ResilientStorage.Configuration;

namespace ResilientStorage.Testing;

/// <summary>Uses the delete queue for tests.</summary>
public static class InMemoryDeleteQueueExtensions
{
    /// <summary>Uses a delete queue for tests.</summary>
    /// <param name="queue">The builder.</param>
    /// <param name="instance">The queue, which the test keeps to look at; by default a new one on the registered <see cref="TimeProvider"/>, or the system's.</param>
    /// <returns>The builder.</returns>
    public static DeleteQueueBuilder UseInMemory(this DeleteQueueBuilder queue, InMemoryDeleteQueue? instance = null)
    {
        ArgumentNullException.ThrowIfNull(queue);
        return queue.Use(services => instance ?? new InMemoryDeleteQueue(services.GetService<TimeProvider>()));
    }
}
