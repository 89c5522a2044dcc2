using Microsoft.Extensions.DependencyInjection;
using ResilientStorage.Alerts;
using ResilientStorage.Configuration;
using ResilientStorage.Deletes;
using ResilientStorage.Ledger;
using ResilientStorage.Stores;

namespace ResilientStorage.Abstractions.Tests.Configuration;

public sealed class ResilientStorageBuilderTests
{
    private static readonly IServiceProvider Services = new NoServices();
    private readonly ResilientStorageBuilder _builder = new(new ServiceCollection(), "documents");

    [Fact]
    public void Constructor_NoServicesOrNoName_Throws()
    {
        Assert.Throws<ArgumentNullException>(() => new ResilientStorageBuilder(null!, "documents"));
        Assert.Throws<ArgumentException>(() => new ResilientStorageBuilder(new ServiceCollection(), ""));
    }

    [Fact]
    public void Stores_MainAndBackups_AreInTheOrderOfRegistration()
    {
        _builder.Backup("b-1", static _ => { }).Main("m", static _ => { }).Backup("b-2", static _ => { });

        Assert.Equal([("b-1", StoreRole.Backup), ("m", StoreRole.Main), ("b-2", StoreRole.Backup)], _builder.Stores.Select(static store => (store.Name, store.Role)));
        Assert.All(_builder.Stores, store => Assert.Equal("documents", store.Instance));
    }

    [Fact]
    public void Backup_NameOfMain_ThrowsAndNamesIt()
    {
        _builder.Main("aws-seoul", static _ => { });

        var error = Assert.Throws<ArgumentException>(() => _builder.Backup("aws-seoul", static _ => { }));
        Assert.Equal("name", error.ParamName);
        Assert.Contains("'aws-seoul' is registered already", error.Message, StringComparison.Ordinal);
        Assert.Single(_builder.Stores);
    }

    [Fact]
    public void Main_Twice_ThrowsAndSaysBackup()
    {
        _builder.Main("one", static _ => { });

        var error = Assert.Throws<ArgumentException>(() => _builder.Main("two", static _ => { }));
        Assert.Contains("'one' is the main store already: register 'two' with Backup(...)", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("aws-seoul-2")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123")]
    public void Main_NameWithinTheRules_IsTaken(string name)
    {
        Assert.Equal(name, _builder.Main(name, static _ => { }).Stores[0].Name);
    }

    [Theory]
    [InlineData("AWS")]
    [InlineData("a b")]
    [InlineData("a_b")]
    [InlineData("a/b")]
    [InlineData("\u00E9")]
    [InlineData("\u0663")]
    [InlineData("01234567890123456789012345678901234567890123456789012345678901234")]
    public void Main_NameAgainstTheRules_ThrowsWithTheRule(string name)
    {
        var error = Assert.Throws<ArgumentException>(() => _builder.Main(name, static _ => { }));
        Assert.Equal("name", error.ParamName);
        Assert.Contains($"'{name}' is no store name: use 1 to 64 lower-case letters, digits and hyphens", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Main_NoNameOrNoConfiguration_Throws()
    {
        Assert.Throws<ArgumentException>(() => _builder.Main("", static _ => { }));
        Assert.Throws<ArgumentNullException>(() => _builder.Main(null!, static _ => { }));
        Assert.Throws<ArgumentNullException>(() => _builder.Main("main", null!));
    }

    [Fact]
    public void Main_ConfigurationThatThrows_RegistersNothing()
    {
        Assert.Throws<InvalidOperationException>(() => _builder.Main("main", static _ => throw new InvalidOperationException()));
        Assert.Empty(_builder.Stores);
    }

    [Fact]
    public void Use_StoreWithoutPlace_IsAtAPlaceOfItsName()
    {
        _builder.Main("main", static store => store.Use(static _ => throw new NotSupportedException()));

        var store = _builder.Stores[0];
        Assert.Equal(new StorePlace("custom", "", "main"), store.Place!(Services));
        Assert.Throws<NotSupportedException>(() => store.Factory!(Services));
    }

    [Fact]
    public void Use_StoreWithPlace_IsThere()
    {
        var place = new StorePlace("s3", "https://example.com", "photos");
        _builder.Main("main", store => store.Use(static _ => throw new NotSupportedException(), _ => place));

        Assert.Same(place, _builder.Stores[0].Place!(Services));
    }

    [Fact]
    public void Use_NothingCalled_LeavesEveryFactoryEmpty()
    {
        _builder.Main("main", static _ => { });

        Assert.Null(_builder.Stores[0].Factory);
        Assert.Null(_builder.Stores[0].Place);
        Assert.Null(_builder.LedgerBuilder.Factory);
        Assert.Null(_builder.DeleteQueueBuilder.Factory);
        Assert.Empty(_builder.AlertsBuilder.Factories);
    }

    [Fact]
    public void Use_LedgerAndQueue_AreKept()
    {
        Func<IServiceProvider, IResourceLedger> ledger = static _ => throw new NotSupportedException();
        Func<IServiceProvider, IDeleteQueue> queue = static _ => throw new NotSupportedException();

        _builder.Ledger(b => b.Use(ledger)).DeleteQueue(b => b.Use(queue));

        Assert.Same(ledger, _builder.LedgerBuilder.Factory);
        Assert.Same(queue, _builder.DeleteQueueBuilder.Factory);
        Assert.Equal("documents", _builder.LedgerBuilder.Instance);
        Assert.Equal("documents", _builder.DeleteQueueBuilder.Instance);
        Assert.Equal("documents", _builder.AlertsBuilder.Instance);
    }

    [Fact]
    public async Task Use_Sinks_MadeOnceInTheirOrderAndDisposedWithTheContainer()
    {
        var first = new DisposableSink();
        var second = new DisposableSink();
        _builder.Alerts(b => b.Use(_ => first).Use(_ => second));
        await using (var provider = _builder.Services.BuildServiceProvider())
        {
            Assert.Equal<IAlertSink>([first, second], _builder.AlertsBuilder.Factories.Select(factory => factory(provider)));
            Assert.Same(first, _builder.AlertsBuilder.Factories[0](provider));
            Assert.False(first.IsDisposed);
        }

        Assert.True(first.IsDisposed);
        Assert.True(second.IsDisposed);
    }

    [Fact]
    public void Use_Null_Throws()
    {
        Assert.Throws<ArgumentNullException>(() => _builder.Main("main", static store => store.Use(null!)));
        Assert.Throws<ArgumentNullException>(() => _builder.Ledger(static ledger => ledger.Use(null!)));
        Assert.Throws<ArgumentNullException>(() => _builder.DeleteQueue(static queue => queue.Use(null!)));
        Assert.Throws<ArgumentNullException>(() => _builder.Alerts(static alerts => alerts.Use(null!)));
        Assert.Throws<ArgumentNullException>(() => _builder.Ledger(null!));
        Assert.Throws<ArgumentNullException>(() => _builder.DeleteQueue(null!));
        Assert.Throws<ArgumentNullException>(() => _builder.Alerts(null!));
    }

    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }

    private sealed class DisposableSink : IAlertSink, IDisposable
    {
        public bool IsDisposed { get; private set; }

        public ValueTask SendAsync(StorageAlert alert, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

        public void Dispose() => IsDisposed = true;
    }
}
