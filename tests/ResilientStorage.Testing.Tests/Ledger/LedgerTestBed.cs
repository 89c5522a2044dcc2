using ResilientStorage.Ledger;
using ResilientStorage.Stores;

namespace ResilientStorage.Testing.Tests;

/// <summary>An open in-memory ledger with a main and a backup store, and the steps that the tests take on it.</summary>
internal sealed class LedgerTestBed
{
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private int _ids;

    public LedgerTestBed(LedgerMistakes mistakes = LedgerMistakes.None)
    {
        Database = new InMemoryLedgerDatabase(Clock) { Mistakes = mistakes };
        Ledger = new InMemoryResourceLedger(Database);
    }

    public ManualTimeProvider Clock { get; } = new();

    public InMemoryLedgerDatabase Database { get; }

    public InMemoryResourceLedger Ledger { get; }

    public InstanceRows Rows => Assert.Single(Database.Instances);

    public static async Task<LedgerTestBed> OpenAsync(LedgerMistakes mistakes = LedgerMistakes.None)
    {
        var bed = new LedgerTestBed(mistakes);
        await bed.Ledger.OpenAsync(new LedgerOpening
        {
            Instance = "photos",
            Stores = [Store("main", StoreRole.Main), Store("backup", StoreRole.Backup)],
            NewLedgerId = Guid.Empty,
        });
        return bed;
    }

    public async Task<VersionId> BeginAsync(string key, IfExists ifExists = IfExists.Replace)
    {
        var random = new byte[10];
        BitConverter.TryWriteBytes(random, ++_ids);
        var id = VersionId.Create(DateTimeOffset.UnixEpoch.AddYears(50).AddSeconds(_ids), random);
        await Ledger.BeginUploadAsync(new NewVersion { Key = key, VersionId = id, ObjectKey = $"{key}.{id}", Lease = Lease, IfExists = ifExists });
        return id;
    }

    public async Task<VersionId> UploadAsync(string key)
    {
        var id = await BeginAsync(key);
        await CommitAsync(id);
        return id;
    }

    public Task<Resource> CommitAsync(VersionId id, bool hadUnknownOutcome = false) => Ledger.CommitUploadAsync(new UploadCommit
    {
        VersionId = id,
        Epoch = 1,
        Length = 1,
        Sha256 = new string('0', 64),
        BlockSize = 1,
        BlockChecksums = new uint[] { 1 },
        Replicas = [Copy("main", hadUnknownOutcome), Copy("backup", hadUnknownOutcome)],
        SupersededRemovalDelay = TimeSpan.FromDays(1),
    });

    public Task DeleteAsync(string key) =>
        Ledger.DeleteAsync(new ResourceDeletion { Keys = [key], RemovalDelay = TimeSpan.Zero, PublicRemovalDelay = TimeSpan.Zero });

    public Task<IReadOnlyList<LedgerWork>> ClaimRemovalsAsync() =>
        Ledger.ClaimAsync(new WorkClaim { Kind = WorkKind.Remove, Lease = Lease });

    public Task CompleteAsync(IEnumerable<LedgerWork> work) =>
        Ledger.CompleteAsync([.. work.Select(static item => new LedgerWorkResult { WorkId = item.WorkId, Epoch = item.Epoch, Outcome = WorkOutcome.Done })]);

    public VersionState StateOf(VersionId id) => Rows.FindVersion(id)!.State;

    public ReplicaState ReplicaOf(VersionId id, string store = "main") => Rows.FindVersion(id)!.FindReplica(store)!.State;

    public IReadOnlyList<string> Check() => LedgerInvariants.Check(Database);

    private static StoreRegistration Store(string name, StoreRole role) => new(name, role, new StorePlace("memory", "", name));

    private static CommittedReplica Copy(string store, bool hadUnknownOutcome) =>
        new(store, new StoredObject { Length = 1, ETag = "e", HadUnknownOutcome = hadUnknownOutcome });
}
