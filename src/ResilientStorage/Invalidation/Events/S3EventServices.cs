using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ResilientStorage.Configuration;

namespace ResilientStorage.Invalidation.Events;

/// <summary>Adds what reads S3 events for one instance's batcher.</summary>
internal static class S3EventServices
{
    public static void Add(IServiceCollection services, string instance)
    {
        services.AddOptions<S3EventOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<S3EventOptions>, S3EventOptionsValidator>());
        services.TryAddSingleton(static provider => provider.GetRequiredService<IOptions<S3EventOptions>>().Value);
        services.TryAddSingleton<S3EventParser>();

        // One for all instances, which pass receipts of others by: every batcher tells every listener.
        if (services.All(static service => service.ServiceType != typeof(S3EventReceipts)))
        {
            services.AddSingleton<S3EventReceipts>();
            services.AddSingleton<IInvalidationListener>(static provider => provider.GetRequiredService<S3EventReceipts>());
        }

        services.AddOf(instance, provider => new S3EventHandler(
            provider.GetOf<IInvalidationBatcher>(instance),
            provider.GetRequiredService<S3EventReceipts>(),
            provider.GetRequiredService<S3EventOptions>(),
            provider.GetService<ILogger<S3EventHandler>>(),
            provider.GetService<TimeProvider>()));
        services.AddOf(instance, provider => new S3EventReceiver(provider.GetRequiredService<S3EventParser>(), provider.GetOf<S3EventHandler>(instance), provider.GetRequiredService<S3EventOptions>()));
        services.AddOf(instance, provider => new LambdaInvalidationHandler(provider.GetRequiredService<S3EventParser>(), provider.GetOf<S3EventHandler>(instance), provider.GetRequiredService<S3EventOptions>())
        {
            EndAsync = provider.GetOf<IInvalidationBatcher>(instance) is InvalidationBatcher own ? own.WhenAlertsSentAsync : static _ => Task.CompletedTask,
        });
    }
}
