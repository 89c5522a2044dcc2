using ResilientStorage.Ledger;
using static ResilientStorage.Conformance.LedgerSamples;

namespace ResilientStorage.Conformance;

/// <summary>Two ledger objects on one database, on two threads at once.</summary>
public abstract class LedgerConcurrencyConformance<TFixture> : ResourceLedgerSuite<TFixture>
    where TFixture : ResourceLedgerFixture, new()
{
    /// <summary>How often each race is run.</summary>
    protected virtual int Rounds => 1000;

    [Fact]
    public async Task TwoFailUploads_OfOneKey_ExactlyOneWins()
    {
        var other = await Fixture.CreateLedgerAsync(Instance, Main, Backup);
        for (var round = 0; round < Rounds; round++)
        {
            var key = $"k{round}";
            var intents = new[] { Intent(key) with { IfExists = IfExists.Fail }, Intent(key) with { IfExists = IfExists.Fail } };
            var outcomes = await RaceAsync(() => TryUploadAsync(Ledger, intents[0]), () => TryUploadAsync(other, intents[1]));

            Assert.Single(outcomes, true);
            Assert.Equal(intents[Array.IndexOf(outcomes, true)].VersionId, (await Ledger.FindAsync(new ResourceLookup { Key = key }))!.Resource.VersionId);
        }
    }

    [Fact]
    public async Task FailCommitAgainstAReplaceCommit_NeverTakesThePlaceOfALiveVersion()
    {
        var other = await Fixture.CreateLedgerAsync(Instance, Main, Backup);
        for (var round = 0; round < Rounds; round++)
        {
            var key = $"k{round}";
            var first = await BeginAsync(key, with => with with { IfExists = IfExists.Fail });
            var second = await BeginAsync(key);
            var outcomes = await RaceAsync(() => TryCommitAsync(Ledger, first), () => TryCommitAsync(other, second));

            Assert.True(outcomes[1]);
            Assert.Equal(second, (await Ledger.FindAsync(new ResourceLookup { Key = key }))!.Resource.VersionId);
            Assert.Equal(outcomes[0] ? VersionState.Deleted : VersionState.Pending, await StateAsync(first));
        }
    }

    [Fact]
    public async Task RestoreAgainstTheWorkersClaim_NeverBoth()
    {
        var other = await Fixture.CreateLedgerAsync(Instance, Main, Backup);
        for (var round = 0; round < Rounds; round++)
        {
            var key = $"k{round}";
            var id = await UploadAsync(key);
            await DeleteAsync(key);
            var outcomes = await RaceAsync(() => TryRestoreAsync(Ledger, key), () => TryRemoveAsync(other, id));

            Assert.Single(outcomes, true);
            var snapshot = await SnapshotAsync(id);
            Assert.Equal(outcomes[0] ? VersionState.Live : VersionState.Purged, snapshot.State);
            Assert.All(snapshot.Replicas, replica => Assert.Equal(outcomes[0] ? ReplicaState.Stored : ReplicaState.Removed, replica.State));
        }
    }

    [Fact]
    public async Task TwoWorkers_ClaimingAtOnce_NeverGetTheSameItem()
    {
        var other = await Fixture.CreateLedgerAsync(Instance, Main, Backup);
        var claimed = new List<long>();
        var rounds = Rounds / 10;
        for (var round = 0; round < rounds; round++)
        {
            await UploadAsync($"k{round}");
            await DeleteAsync($"k{round}");
            var outcomes = await RaceAsync(() => ClaimIdsAsync(Ledger), () => ClaimIdsAsync(other));
            claimed.AddRange(outcomes.SelectMany(static ids => ids));
        }

        Assert.Equal(2 * rounds, claimed.Count);
        Assert.Equal(claimed.Count, claimed.Distinct().Count());
    }

    [Fact]
    public async Task CommitAgainstTheSweepsFence_NeverBoth()
    {
        var other = await Fixture.CreateLedgerAsync(Instance, Main, Backup);
        var rounds = Rounds / 10;
        for (var round = 0; round < rounds; round++)
        {
            var id = await BeginAsync($"k{round}");
            await Fixture.AdvanceAsync(Lease);
            var outcomes = await RaceAsync(
                () => TryCommitAsync(Ledger, id),
                async () => (await other.SweepAsync(new LedgerSweep())).Fenced.Contains(id));

            Assert.Single(outcomes, true);
            Assert.Equal(outcomes[0] ? VersionState.Live : VersionState.Failed, await StateAsync(id));
        }
    }

    // Both start at the barrier, each on a thread of its own.
    private static async Task<T[]> RaceAsync<T>(Func<Task<T>> first, Func<Task<T>> second)
    {
        using var start = new Barrier(2);
        async Task<T> RunAsync(Func<Task<T>> call)
        {
            start.SignalAndWait();
            return await call();
        }

        return await Task.WhenAll(OnThreadAsync(() => RunAsync(first)), OnThreadAsync(() => RunAsync(second)));
    }

    // Not the pool's: a barrier and a database that blocks hold its few threads, and it adds others at two a second.
    private static Task<T> OnThreadAsync<T>(Func<Task<T>> run) =>
        Task.Factory.StartNew(run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();

    private static async Task<bool> TryUploadAsync(IResourceLedger ledger, NewVersion intent)
    {
        try
        {
            await ledger.BeginUploadAsync(intent);
        }
        catch (ResourceAlreadyExistsException)
        {
            return false;
        }

        return await TryCommitAsync(ledger, intent.VersionId);
    }

    private static async Task<bool> TryCommitAsync(IResourceLedger ledger, VersionId id)
    {
        try
        {
            await ledger.CommitUploadAsync(Commit(id));
            return true;
        }
        catch (ResourceAlreadyExistsException)
        {
            return false;
        }
        catch (LedgerException conflict) when (conflict.Kind == LedgerErrorKind.Conflict)
        {
            return false;
        }
    }

    private static async Task<bool> TryRestoreAsync(IResourceLedger ledger, string key)
    {
        try
        {
            await ledger.RestoreAsync(new ResourceRestore { Key = key });
            return true;
        }
        catch (ResourceUnavailableException)
        {
            return false;
        }
        catch (ResourceNotFoundException)
        {
            // The worker was done with it already.
            return false;
        }
    }

    private static async Task<bool> TryRemoveAsync(IResourceLedger ledger, VersionId id)
    {
        var work = await ledger.ClaimAsync(new WorkClaim { Kind = WorkKind.Remove, Lease = Lease, VersionIds = [id] });
        await ledger.CompleteAsync([.. work.Select(Done)]);
        return work.Count > 0;
    }

    private static async Task<long[]> ClaimIdsAsync(IResourceLedger ledger) =>
        [.. (await ledger.ClaimAsync(new WorkClaim { Kind = WorkKind.Remove, Lease = TimeSpan.FromDays(1) })).Select(static work => work.WorkId)];
}
