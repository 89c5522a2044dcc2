using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ResilientStorage.Alerts;
using ResilientStorage.Configuration;
using ResilientStorage.Deletes;
using ResilientStorage.Invalidation;
using ResilientStorage.Invalidation.Configuration;
using ResilientStorage.Ledger;
using ResilientStorage.ObjectKeys;
using ResilientStorage.Randomness;
using ResilientStorage.Resilience;

namespace ResilientStorage;

/// <summary>All that an engine is made of: everything that it does to the world goes through one of these.</summary>
internal sealed record EngineSetup
{
    public required string Instance { get; init; }

    public required IReadOnlyList<EngineStore> Stores { get; init; }

    public required IResourceLedger Ledger { get; init; }

    public required IDeleteQueue Queue { get; init; }

    public IReadOnlyList<IAlertSink> Alerts { get; init; } = [];

    public AlertsOptions AlertOptions { get; init; } = new();

    public ResilientStorageOptions Options { get; init; } = new();

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public IRandomSource Random { get; init; } = new CryptographicRandomSource();

    public ILoggerFactory Logging { get; init; } = NullLoggerFactory.Instance;

    /// <summary>The rate limits of the process, which storages whose stores share a credential have in common.</summary>
    public StoreRateLimiters RateLimiters { get; init; } = new();

    /// <summary>Makes the meter; null for one of the engine's own.</summary>
    public IMeterFactory? Meters { get; init; }

    /// <summary>Makes what tells a CDN of changes; null for nobody.</summary>
    public Func<InvalidationHost, InvalidationBatcher>? Invalidation { get; init; }

    /// <summary>Told of every call to a store besides the telemetry; null for nobody.</summary>
    public IStoreCallObserver? StoreObserver { get; init; }

    /// <summary>Names the objects; null for the one of the options.</summary>
    public IObjectKeyLayout? Layout { get; init; }
}
