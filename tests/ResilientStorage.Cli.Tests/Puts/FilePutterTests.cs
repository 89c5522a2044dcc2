using Microsoft.Extensions.DependencyInjection;
using ResilientStorage.Cli.Errors;
using ResilientStorage.Cli.Processes;
using ResilientStorage.Cli.Progress;
using ResilientStorage.Testing;

namespace ResilientStorage.Cli.Puts;

public sealed class FilePutterTests : IDisposable
{
    private readonly Workspace _workspace = new();
    private readonly TransferCount _count = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task RunAsync_FileThatVanished_StoresTheOthersAndNamesIt()
    {
        await using var services = new ServiceCollection().AddResilientStorage(static storage => storage.UseInMemory()).BuildServiceProvider();
        var storage = services.GetRequiredService<IResilientStorage>();
        var there = _workspace.PathOf(_workspace.Write("there", "1"));
        var putter = new FilePutter(storage, static _ => new UploadOptions(), _count);

        var isComplete = await putter.RunAsync([new FoundFile(_workspace.PathOf("gone"), "gone", 7), new FoundFile(there, "there", 1)], parallel: 2, CancellationToken.None);

        Assert.True(isComplete);
        Assert.Equal("there", Assert.Single(putter.Stored).Key);
        var error = Assert.Single(putter.Failed).Error;
        Assert.Equal((ErrorKind.File, "gone"), (error.Kind, error.Key));
        Assert.Contains("vanished", error.Message, StringComparison.Ordinal);
        Assert.Equal((8, 2), (_count.Bytes, _count.Files));
    }

    [Fact]
    public async Task RunAsync_UploadThatFails_IsReportedWithItsKey()
    {
        await using var services = new ServiceCollection().AddResilientStorage(static storage => storage.UseInMemory()).BuildServiceProvider();
        var storage = services.GetRequiredService<IResilientStorage>();
        var path = _workspace.PathOf(_workspace.Write("a", "1"));
        var putter = new FilePutter(storage, static _ => new UploadOptions { Sha256 = new string('0', 64) }, _count);

        await putter.RunAsync([new FoundFile(path, "a", 1)], parallel: 1, CancellationToken.None);

        var error = Assert.Single(putter.Failed).Error;
        Assert.Equal((ErrorKind.UploadFailed, "a"), (error.Kind, error.Key));
        Assert.False(await storage.ExistsAsync("a"));
    }

    [Fact]
    public async Task RunAsync_CancelledBefore_StoresNothing()
    {
        await using var services = new ServiceCollection().AddResilientStorage(static storage => storage.UseInMemory()).BuildServiceProvider();
        var path = _workspace.PathOf(_workspace.Write("a", "1"));
        var putter = new FilePutter(services.GetRequiredService<IResilientStorage>(), static _ => new UploadOptions(), _count);

        var isComplete = await putter.RunAsync([new FoundFile(path, "a", 1)], parallel: 1, new CancellationToken(canceled: true));

        Assert.False(isComplete);
        Assert.Empty(putter.Stored);
        Assert.Empty(putter.Failed);
    }
}
