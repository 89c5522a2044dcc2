using Microsoft.Extensions.DependencyInjection;

namespace ResilientStorage.Cli.Hosting;

/// <summary>The storage of <c>--config</c>.</summary>
internal sealed class ConfiguredStorage(string path) : StorageSource
{
    protected override void Register(IServiceCollection services, bool runWorker) =>
        throw new InvalidOperationException($"'{path}' cannot be read yet.");
}
