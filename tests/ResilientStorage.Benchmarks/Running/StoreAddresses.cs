namespace ResilientStorage.Benchmarks.Running;

/// <summary>Where the stores are reached: at the servers themselves, or through proxies.</summary>
internal sealed record StoreAddresses(string Main, string Backup)
{
    public static StoreAddresses Of(TestServers servers) => new(servers.Main, servers.Backup);
}
