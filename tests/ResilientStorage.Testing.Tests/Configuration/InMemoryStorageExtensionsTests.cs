using Microsoft.Extensions.DependencyInjection;
using ResilientStorage.Configuration;
using ResilientStorage.Stores;

namespace ResilientStorage.Testing.Tests.Configuration;

public sealed class InMemoryStorageExtensionsTests
{
    private readonly ResilientStorageBuilder _builder = new(new ServiceCollection(), "documents");
    private readonly IServiceProvider _services = new NoServices();

    [Fact]
    public void UseInMemory_NothingGiven_MakesTwoStoresALedgerAndAQueue()
    {
        _builder.UseInMemory();

        Assert.Equal([("main", StoreRole.Main), ("backup", StoreRole.Backup)], _builder.Stores.Select(static store => (store.Name, store.Role)));
        var stores = _builder.Stores.Select(store => Assert.IsType<InMemoryObjectStore>(store.Factory!(_services))).ToArray();
        Assert.NotSame(stores[0], stores[1]);
        Assert.False(_builder.Stores[0].Place!(_services).Overlaps(_builder.Stores[1].Place!(_services)));
        Assert.IsType<InMemoryResourceLedger>(_builder.LedgerBuilder.Factory!(_services));
        Assert.IsType<InMemoryDeleteQueue>(_builder.DeleteQueueBuilder.Factory!(_services));
    }

    [Fact]
    public void UseInMemory_PartsGiven_UsesThem()
    {
        var (main, backup, queue) = (new InMemoryObjectStore(), new InMemoryObjectStore(), new InMemoryDeleteQueue());

        _builder.UseInMemory(main, backup, queue: queue);

        Assert.Same(main, _builder.Stores[0].Factory!(_services));
        Assert.Same(backup, _builder.Stores[1].Factory!(_services));
        Assert.Same(queue, _builder.DeleteQueueBuilder.Factory!(_services));
    }

    [Fact]
    public void UseInMemory_Twice_Throws()
    {
        Assert.Throws<ArgumentException>(() => _builder.UseInMemory().UseInMemory());
    }

    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
