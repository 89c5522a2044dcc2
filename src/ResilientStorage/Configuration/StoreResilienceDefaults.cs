using Microsoft.Extensions.Options;

namespace ResilientStorage.Configuration;

/// <summary>A store begins with the settings of its storage.</summary>
internal sealed class StoreResilienceDefaults(IOptionsMonitor<ResilientStorageOptions> storages) : IConfigureNamedOptions<StoreResilienceOptions>
{
    public void Configure(StoreResilienceOptions options) => Configure(Options.DefaultName, options);

    public void Configure(string? name, StoreResilienceOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var slash = name?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        options.TakeFrom(storages.Get(slash < 0 ? InstanceName.Default : name![..slash]).Resilience);
    }
}
