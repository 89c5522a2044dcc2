using ResilientStorage.Benchmarks.Running;

namespace ResilientStorage.Benchmarks.DoubleWrites;

/// <summary>What a writer needs to begin.</summary>
/// <param name="Servers">The servers.</param>
/// <param name="Addresses">Where the writer is to reach the stores.</param>
/// <param name="Bucket">The bucket, the same name in both.</param>
internal sealed record WriterContext(TestServers Servers, StoreAddresses Addresses, string Bucket);
