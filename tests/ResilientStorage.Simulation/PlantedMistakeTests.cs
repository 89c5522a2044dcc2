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

    [Theory]
    [InlineData(LedgerMistakes.CommitIgnoresIfExists, 100)]
    [InlineData(LedgerMistakes.SweepWithoutFence, 100)]
    [InlineData(LedgerMistakes.FailWithoutGuard, 100)]
    [InlineData(LedgerMistakes.RestoreIgnoresRemoving, 100)]
    [InlineData(LedgerMistakes.ClaimIgnoresVersionState, 100)]
    [InlineData(LedgerMistakes.LateWritesIgnored, 100)]
    [InlineData(LedgerMistakes.CompleteIgnoresEpoch, 100)]
    internal void LedgerMistake_IsFound(LedgerMistakes mistake, ulong within) =>
        AssertFound(Right with { OpenDatabase = clock => new InMemoryDatabase(clock, mistake) }, within);

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
        AssertFound(Right with { Plant = static parts => parts with { Ledger = new DeletingRepairer(parts) } }, 100);

    [Fact]
    public void LateWriteGraceOfZero_IsFound() => AssertFound(Right with { LateWriteGrace = TimeSpan.Zero }, 100);

    private void AssertFound(ClusterOptions options, ulong within)
    {
        var found = SeedRunner.FindFirst(within, options);
        Assert.True(found is not null, $"Not found within {within} seeds.");
        output.WriteLine($"seed {found.Value.Seed} breaks {found.Value.Invariant}");
    }
}
