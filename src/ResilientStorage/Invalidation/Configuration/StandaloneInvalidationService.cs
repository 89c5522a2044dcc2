using Microsoft.Extensions.Hosting;

namespace ResilientStorage.Invalidation.Configuration;

/// <summary>Sends with the host.</summary>
internal sealed class StandaloneInvalidationService(StandaloneInvalidation invalidation) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => invalidation.Batcher.RunAsync(isSender: true, stoppingToken);
}
