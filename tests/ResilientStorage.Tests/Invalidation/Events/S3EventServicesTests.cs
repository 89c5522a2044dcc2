using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ResilientStorage.Configuration;
using ResilientStorage.Testing;
using ResilientStorage.Tests.Invalidation.CloudFront.Api;

namespace ResilientStorage.Invalidation.Events;

/// <summary>What reads S3 events, from the container of a host with storages.</summary>
public sealed class S3EventServicesTests
{
    [Fact]
    public async Task Receiver_OfANamedStorage_FeedsItsOwnBatcher()
    {
        await using var account = await CloudFrontTestAccount.StartAsync();
        await using var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(account.Time)
            .Configure<S3EventOptions>(static options => options.FlushEachRequest = true)
            .AddResilientStorage("photos", storage => Configure(storage, account))
            .AddResilientStorage("documents", storage => Configure(storage, account))
            .BuildServiceProvider();
        using var body = EventSamples.Stream(EventSamples.Notification(EventSamples.Record("a.jpg")));

        var answer = await services.GetRequiredKeyedService<S3EventReceiver>("photos").HandleAsync(body);

        Assert.Equal(200, answer.StatusCode);
        Assert.Equal(["/a.jpg"], Assert.Single(account.Emulator.Invalidations).Paths);
        Assert.Single(await BatchesOfAsync(services, "photos"));
        Assert.Empty(await BatchesOfAsync(services, "documents"));
        Assert.Single(services.GetServices<IInvalidationListener>());
    }

    [Fact]
    public void Options_OutOfRange_AreRefusedWithTheRange()
    {
        using var services = new ServiceCollection()
            .Configure<S3EventOptions>(static options => options.MaxDepth = 1)
            .AddCloudFrontInvalidation(static cdn => cdn.UseCloudFront())
            .BuildServiceProvider();

        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<S3EventParser>());

        Assert.Contains(nameof(S3EventOptions.MaxDepth), error.Message, StringComparison.Ordinal);
    }

    private static void Configure(ResilientStorageBuilder storage, CloudFrontTestAccount account) => storage
        .UseInMemory()
        .Invalidation(cdn => cdn.UseCloudFront(options =>
            (options.Client.ServiceUrl, options.Client.AccessKey, options.Client.SecretKey) = (account.Emulator.Url, account.Emulator.Options.AccessKey, CloudFrontTestAccount.Secret)));

    private static async Task<IReadOnlyList<InvalidationBatch>> BatchesOfAsync(ServiceProvider services, string instance)
    {
        // Opens the ledger.
        await services.GetRequiredKeyedService<IInvalidationBatcher>(instance).FlushAsync();
        return await ((IInvalidationJournal)services.GetRequiredKeyedService<Ledger.IResourceLedger>(instance)).ListBatchesAsync(new InvalidationBatchQuery());
    }
}
