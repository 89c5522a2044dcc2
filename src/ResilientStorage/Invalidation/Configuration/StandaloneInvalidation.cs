using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ResilientStorage.Alerts;
using ResilientStorage.Configuration;
using ResilientStorage.Invalidation.Journal;
using ResilientStorage.Invalidation.Reports;
using ResilientStorage.Randomness;
using ResilientStorage.Telemetry;

namespace ResilientStorage.Invalidation.Configuration;

/// <summary>Invalidation without a storage: a journal in memory, and alerts of its own.</summary>
internal sealed class StandaloneInvalidation : IAsyncDisposable, IDisposable
{
    private readonly AlertDispatcher _alerts;

    public StandaloneInvalidation(IServiceProvider provider, InvalidationParts parts, AlertsBuilder alerts)
    {
        var time = provider.GetRequiredService<TimeProvider>();
        var logger = new KeylessLogger((provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance).CreateLogger("ResilientStorage"));
        _alerts = new AlertDispatcher([.. alerts.Factories.Select(factory => factory(provider))], provider.GetProviderOptions<AlertsOptions>(InstanceName.Default), time, InstanceName.Default, logger, hasLedger: false);
        Batcher = parts.Create(provider, new InvalidationHost(new ProcessInvalidationJournal(time), _alerts, new IdFactory(time, new CryptographicRandomSource()), time, logger));
        if (parts.Reports is null)
        {
            logger.NoReports();
        }

        Replay = parts.CreateReplay(provider, Batcher);
    }

    public InvalidationBatcher Batcher { get; }

    public IInvalidationReplay Replay { get; }

    public ValueTask DisposeAsync()
    {
        Batcher.Dispose();
        return _alerts.DisposeAsync();
    }

    public void Dispose()
    {
        Batcher.Dispose();
        _alerts.Dispose();
    }
}
