using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ResilientStorage.Configuration;
using ResilientStorage.Deletes.InProcess;
using ResilientStorage.Telemetry;

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
        ArgumentNullException.ThrowIfNull(configure);
        return queue.UseInProcess((_, options) => configure(options));
    }

    /// <summary>Uses the delete queue in process with settings that need the host's services.</summary>
    /// <param name="queue">The builder.</param>
    /// <param name="configure">Changes the settings.</param>
    /// <returns>The builder.</returns>
    public static DeleteQueueBuilder UseInProcess(this DeleteQueueBuilder queue, Action<IServiceProvider, InProcessDeleteQueueOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(queue);
        ArgumentNullException.ThrowIfNull(configure);
        queue.Services.AddProviderOptions<InProcessDeleteQueueOptions, InProcessDeleteQueueOptionsValidator>(queue.Instance, configure);
        return queue.Use(provider => new InProcessDeleteQueue(
            provider.GetProviderOptions<InProcessDeleteQueueOptions>(queue.Instance),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetService<ILogger<InProcessDeleteQueue>>() is { } logger ? new KeylessLogger(logger) : NullLogger.Instance));
    }
}
