using Microsoft.Extensions.Hosting;

namespace ResilientStorage.Cli.Hosting;

/// <summary>Leaves the signals to <see cref="StopSignals"/>: the host's own lifetime would swallow each of them, also the second one that ends a drain.</summary>
internal sealed class CommandLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
