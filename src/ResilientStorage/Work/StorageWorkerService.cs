using Microsoft.Extensions.Hosting;

namespace ResilientStorage.Work;

/// <summary>Runs the worker with the host.</summary>
internal sealed class StorageWorkerService(StorageEngine engine) : BackgroundService
{
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (engine.Options.RequireReachableAtStart)
        {
            await engine.EnsureReachableAsync(cancellationToken).ConfigureAwait(false);
        }

        await base.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(
            engine.Options.RunWorker ? engine.Worker.RunAsync(stoppingToken) : Task.CompletedTask,
            // A node that does not work hands over what is added on it, and another sends it.
            engine.Invalidation?.RunAsync(engine.Options.RunWorker, stoppingToken) ?? Task.CompletedTask);
}
