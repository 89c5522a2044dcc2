using ResilientStorage.Simulation.Ledgers;
using ResilientStorage.Simulation.Mistakes;
using ResilientStorage.Simulation.Scenarios;
using ResilientStorage.Testing;

using Xunit.Abstractions;

namespace ResilientStorage.Simulation;

/// <summary>A simulation that cannot find planted mistakes proves nothing: each must be found within a stated number of seeds.</summary>
public sealed class PlantedMistakeTests(ITestOutputHelper output)
{
    private static readonly ClusterOptions Right = new() { OpenDatabase = static clock => new InMemoryDatabase(clock), BuildEngine = EngineFactory.Build };
    private static readonly ClusterOptions WithCdn = Right with { Cdn = true };

    [Fact]
    public void CommitThatIgnoresIfExists_IsFound() => AssertFound(WithMistake(LedgerMistakes.CommitIgnoresIfExists), 100);

    [Fact]
    public void SweepWithoutFence_IsFound() => AssertFound(WithMistake(LedgerMistakes.SweepWithoutFence), 100);

    [Fact]
    public void CleanUpWithoutGuard_IsFound() =>
        AssertFound(WithMistake(LedgerMistakes.FailWithoutGuard) with { Weather = static faults => faults with { Unknown = 0.2 }, Clients = Crowd }, 100);

    [Fact]
    public void RestoreRacingTheWorker_IsFound() =>
        AssertFound(WithMistake(LedgerMistakes.RestoreIgnoresRemoving) with { NoRetention = true, Clients = Crowd }, 50);

    [Fact]
    public void RemovalTakenAsFinalAfterALateWrite_IsFound() => AssertFound(WithMistake(LedgerMistakes.LateWritesIgnored), 100);

    [Fact]
    public void ObjectKeyReused_IsFound() => AssertFound(Right with { Layout = static (key, _) => key }, 100);

    [Fact]
    public void PutBeforeIntent_IsFound() =>
        AssertFound(Right with { Plant = static parts => parts with { Ledger = new PutBeforeIntent(parts.Ledger, [.. parts.Stores.Select(static s => s.Store.Name)]) } }, 100);

    [Fact]
    public void AckBeforeCommit_IsFound() =>
        AssertFound(Right with { Plant = static parts => parts with { Ledger = new AckBeforeCommit(parts.Ledger) } }, 100);

    [Fact]
    public void RepairerThatDeletes_IsFound() =>
        AssertFound(Right with { NoRetention = false, Clients = Crowd, Plant = static parts => parts with { Ledger = new DeletingRepairer(parts) } }, 100);

    [Fact]
    public void LateWriteGraceOfZero_IsFound() => AssertFound(Right with { LateWriteGrace = TimeSpan.Zero }, 100);

    [Fact]
    public void StoreLeftAloneForEver_IsFound() => AssertFound(Right with { Calls = static calls => calls.Breaker.BreakDuration = TimeSpan.FromHours(24) }, 100);

    [Fact]
    public void CallerReferenceReused_IsFound() =>
        AssertFound(WithCdn with { Clients = Publishers, Plant = static parts => parts with { Ledger = new ReferenceOfPaths(parts.Ledger) } }, 50, "I10");

    [Fact]
    public void CallerReferencePerTry_IsFound() =>
        AssertFound(WithCdn with { Weather = static faults => faults with { Unknown = 0.2 }, Plant = static parts => parts with { Ledger = new ReferencePerTry(parts.Ledger) } }, 50, "I10");

    [Fact]
    public void IntentDueAtTheDelete_IsFound() =>
        AssertFound(WithCdn with { Plant = static parts => parts with { Ledger = new IntentDueAtTheDelete(parts.Ledger, parts.Stores[0].Store.Place.Bucket) } }, 50, "I10");

    private static ClusterOptions WithMistake(LedgerMistakes mistake) => Right with { OpenDatabase = clock => new InMemoryDatabase(clock, mistake) };

    /// <summary>Clients that step on each other's toes.</summary>
    private static WorkloadOptions Crowd(WorkloadOptions drawn) => drawn with { Operations = 40, Pause = TimeSpan.FromMilliseconds(300), Bursts = 0.7, Damage = true };

    /// <summary>Clients that change what lies at fixed keys again and again.</summary>
    private static WorkloadOptions Publishers(WorkloadOptions drawn) => drawn with { Operations = 40, Aliases = true, Damage = false };

    private void AssertFound(ClusterOptions options, ulong within, string? invariant = null)
    {
        var found = SeedRunner.FindFirst(within, options);
        Assert.True(found is not null, $"Not found within {within} seeds.");

        // The same seed without the mistake: what was found is the mistake, not the weather.
        SeedRunner.Run(found.Value.Seed, Right with { Weather = options.Weather, Clients = options.Clients, NoRetention = options.NoRetention, Cdn = options.Cdn });
        output.WriteLine($"seed {found.Value.Seed}: {found.Value.Message}");
        Assert.Equal(invariant ?? found.Value.Invariant, found.Value.Invariant);
    }
}
