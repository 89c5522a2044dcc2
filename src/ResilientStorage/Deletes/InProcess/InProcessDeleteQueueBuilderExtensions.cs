using ResilientStorage.Configuration;
using ResilientStorage.Deletes.InProcess;

namespace ResilientStorage;

/// <summary>Settings of the delete queue in process, which is used when no other is named.</summary>
public static class InProcessDeleteQueueBuilderExtensions
{
    /// <summary>Uses the delete queue in process with other settings than the usual ones.</summary>
    /// <param name="queue">The builder.</param>
    /// <param name="configure">Changes the settings.</param>
    /// <returns>The builder.</returns>
    public static DeleteQueueBuilder UseInProcess(this DeleteQueueBuilder queue, Action<InProcessDeleteQueueOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(queue);
        ArgumentNullException.ThrowIfNull(configure);
        var options = new InProcessDeleteQueueOptions();
        configure(options);
        return queue.Use(provider => StorageRegistration.CreateInProcessQueue(provider, options));
    }
}
