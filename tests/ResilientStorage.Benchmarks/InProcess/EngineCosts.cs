using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using ResilientStorage.Testing;

namespace ResilientStorage.Benchmarks.InProcess;

/// <summary>The engine on stores and a ledger in memory: its own time and garbage, and those of the stand-ins.</summary>
public class EngineCosts
{
    private const string Key = "known";

    private ServiceProvider? _services;
    private IResilientStorage? _storage;
    private byte[] _content = [];

    /// <summary>The size of the content.</summary>
    [Params(16 << 10, 1 << 20)]
    public int Length { get; set; }

    [GlobalSetup]
    public async Task SetUpAsync()
    {
        _content = SeededStream.Bytes(1, Length);
        _services = new ServiceCollection().AddResilientStorage(static storage => storage.UseInMemory()).BuildServiceProvider();
        _storage = _services.GetRequiredService<IResilientStorage>();
        await _storage.UploadAsync(Key, _content.AsMemory());
    }

    [GlobalCleanup]
    public async Task CleanUpAsync() => await _services!.DisposeAsync();

    [Benchmark]
    public async Task Read()
    {
        await using var download = await _storage!.OpenReadAsync(Key);
        await download.Content.CopyToAsync(Stream.Null);
    }
}
