using ResilientStorage.Ledger;
using static ResilientStorage.Conformance.LedgerSamples;

namespace ResilientStorage.Conformance;

/// <summary>What every ledger suite starts from: a fresh database with one instance of a main and a backup store, both Active.</summary>
public abstract class ResourceLedgerSuite<TFixture> : IAsyncLifetime
    where TFixture : ResourceLedgerFixture, new()
{
    private int _ids;

    protected TFixture Fixture { get; } = new();

    protected IResourceLedger Ledger { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await Fixture.InitializeAsync();
        Ledger = await Fixture.CreateLedgerAsync(Instance, Main, Backup);
    }

    public async Task DisposeAsync()
    {
        try
        {
            await Fixture.CheckAsync();
        }
        finally
        {
            await Fixture.DisposeAsync();
        }
    }

    /// <summary>A new id, greater than those before.</summary>
    protected VersionId NewId()
    {
        var random = new byte[10];
        BitConverter.TryWriteBytes(random, Interlocked.Increment(ref _ids));
        return VersionId.Create(DateTimeOffset.UnixEpoch.AddYears(50).AddMilliseconds(_ids), random);
    }

    /// <summary>An intent that replaces.</summary>
    protected NewVersion Intent(string key, VersionId? id = null)
    {
        var versionId = id ?? NewId();
        return new NewVersion { Key = key, VersionId = versionId, ObjectKey = $"{key}.{versionId}", Lease = Lease, IfExists = IfExists.Replace };
    }

    protected async Task<VersionId> BeginAsync(string key, Func<NewVersion, NewVersion>? with = null)
    {
        var intent = with is null ? Intent(key) : with(Intent(key));
        await Ledger.BeginUploadAsync(intent);
        return intent.VersionId;
    }

    protected async Task<VersionId> UploadAsync(string key, Func<NewVersion, NewVersion>? with = null, Func<UploadCommit, UploadCommit>? commit = null)
    {
        var id = await BeginAsync(key, with);
        await Ledger.CommitUploadAsync(commit is null ? Commit(id) : commit(Commit(id)));
        return id;
    }

    protected async Task<DeleteResult> DeleteAsync(string key, TimeSpan delay = default)
    {
        var report = await Ledger.DeleteAsync(new ResourceDeletion { Keys = [key], RemovalDelay = delay, PublicRemovalDelay = delay });
        return report.Results[0];
    }

    protected Task<Resource> RestoreAsync(string key, VersionId? id = null) =>
        Ledger.RestoreAsync(new ResourceRestore { Key = key, VersionId = id });

    protected Task<PurgePlan> PurgeAsync(string key, bool forgetKey = false, bool invalidate = false) =>
        Ledger.BeginPurgeAsync(new ResourcePurge { Key = key, ForgetKey = forgetKey, Invalidate = invalidate });

    protected Task<IReadOnlyList<LedgerWork>> ClaimAsync(WorkKind kind, Func<WorkClaim, WorkClaim>? with = null)
    {
        var claim = new WorkClaim { Kind = kind, Lease = Lease };
        return Ledger.ClaimAsync(with is null ? claim : with(claim));
    }

    /// <summary>Claims what is due in one store, which is to be one item.</summary>
    protected async Task<LedgerWork> ClaimOneAsync(WorkKind kind, string store = "main") =>
        Assert.Single(await ClaimAsync(kind, claim => claim with { Stores = [store] }));

    protected Task CompleteAsync(params LedgerWorkResult[] results) => Ledger.CompleteAsync(results);

    /// <summary>Claims all removals that are due, and says that they are done.</summary>
    protected async Task RemoveAllAsync()
    {
        var work = await ClaimAsync(WorkKind.Remove, static claim => claim with { MaxResources = 1000 });
        await Ledger.CompleteAsync([.. work.Select(Done)]);
    }

    protected Task<FindingReport> ReportAsync(VersionId id, string store, ReplicaFindingKind kind, long epoch, Func<ReplicaFinding, ReplicaFinding>? with = null)
    {
        var finding = new ReplicaFinding { VersionId = id, Store = store, ReplicaEpoch = epoch, Kind = kind, Reason = $"seen {kind}" };
        return Ledger.ReportAsync([with is null ? finding : with(finding)]);
    }

    /// <summary>A replica that was Stored becomes Missing.</summary>
    protected async Task LoseAsync(VersionId id, string store, bool queueRepair = true)
    {
        var report = await ReportAsync(id, store, ReplicaFindingKind.Missing, (await ReplicaAsync(id, store)).Epoch, finding => finding with { QueueRepair = queueRepair });
        Assert.Equal(1, report.Applied);
    }

    protected async Task<ResourceSnapshot> SnapshotAsync(VersionId id) =>
        Assert.IsType<ResourceSnapshot>(await Ledger.FindAsync(new ResourceLookup { VersionId = id }));

    protected async Task<VersionState> StateAsync(VersionId id) => (await SnapshotAsync(id)).State;

    protected async Task<Replica> ReplicaAsync(VersionId id, string store) =>
        Assert.Single((await SnapshotAsync(id)).Replicas, replica => replica.Store == store);

    protected async Task<ReplicaState> ReplicaStateAsync(VersionId id, string store = "main") => (await ReplicaAsync(id, store)).State;

    protected async Task<ResourceVersion> VersionAsync(VersionId id)
    {
        var key = (await SnapshotAsync(id)).Resource.Key;
        return Assert.Single(await ListAsync(Ledger.ListVersionsAsync(new VersionQuery { Key = key })), version => version.VersionId == id);
    }

    protected async Task<HistoryEvent[]> EventsAsync(VersionId id) => [.. (await VersionAsync(id)).History.Select(static entry => entry.Event)];

    protected Task<List<WorkRecord>> WorkAsync(WorkKind? kind = null, Func<WorkQuery, WorkQuery>? with = null)
    {
        var query = new WorkQuery { Kind = kind };
        return ListAsync(Ledger.ListWorkAsync(with is null ? query : with(query)));
    }

    /// <summary>The item of a version in a store, which is to be the only one.</summary>
    protected async Task<WorkRecord> WorkOfAsync(VersionId id, WorkKind kind, string store = "main") =>
        Assert.Single(await WorkAsync(kind), work => work.VersionId == id && work.Store == store);

    protected async Task<bool> HasWorkAsync(VersionId id, WorkKind kind, string store = "main") =>
        (await WorkAsync(kind)).Exists(work => work.VersionId == id && work.Store == store);

    protected static async Task<List<T>> ListAsync<T>(IAsyncEnumerable<T> items)
    {
        var list = new List<T>();
        await foreach (var item in items)
        {
            list.Add(item);
        }

        return list;
    }
}
