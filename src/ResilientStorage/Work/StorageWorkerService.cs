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
        engine.Options.RunWorker ? engine.Worker.RunAsync(stoppingToken) : Task.CompletedTask;
}
