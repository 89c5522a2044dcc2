using ResilientStorage.Ledger;

namespace ResilientStorage.Testing;

internal sealed class VersionRow(VersionId id, ResourceRow resource)
{
    private readonly List<ReplicaRow> _replicas = [];

    public VersionId Id { get; } = id;

    public ResourceRow Resource { get; set; } = resource;

    public required string ObjectKey { get; set; }

    /// <summary>Set through <see cref="LedgerTransitions"/> alone.</summary>
    public VersionState State { get; set; } = VersionState.Pending;

    public long Epoch { get; set; } = 1;

    public VersionEnd End { get; set; }

    public required DateTimeOffset BegunAt { get; init; }

    /// <summary>Whether its erasure was asked for; a restore takes that back.</summary>
    public bool IsPurged { get; set; }

    public DateTimeOffset? CreatedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public required DateTimeOffset LeaseUntil { get; set; }

    /// <summary>The epoch that the commit carried.</summary>
    public long? CommittedEpoch { get; set; }

    /// <summary>What the intent asked for: conditions, media type, alias and so on. Its metadata is a copy.</summary>
    public required NewVersion Intent { get; init; }

    public long? Length { get; set; }

    public string? Sha256 { get; set; }

    public int BlockSize { get; set; }

    public uint[] Blocks { get; set; } = [];

    public List<HistoryEntry> History { get; } = [];

    public IReadOnlyList<ReplicaRow> Replicas => _replicas;

    public bool HasLease(DateTimeOffset now) => LeaseUntil > now;

    public ReplicaRow AddReplica(StoreRow store)
    {
        var replica = new ReplicaRow(this, store);
        _replicas.Add(replica);
        return replica;
    }

    public ReplicaRow? FindReplica(string store) => _replicas.Find(replica => replica.Store.Name == store);

    public Resource ToResource() => new()
    {
        Key = Resource.Key,
        VersionId = Id,
        Length = Length ?? 0,
        Sha256 = Sha256 ?? "",
        CreatedAt = CreatedAt ?? BegunAt,
        ContentType = Intent.ContentType,
        Metadata = Intent.Metadata,
        CachePolicy = Intent.CachePolicy,
        Access = Intent.Access,
        ObjectKey = ObjectKey,
        PublishedAt = Resource.Alias?.ObjectKey,
        DeletedAt = EndedAt,
    };

    public ResourceSnapshot ToSnapshot(InstanceRows rows) => new()
    {
        Resource = ToResource(),
        State = State,
        Epoch = Epoch,
        Replicas = ReplicaRecords(rows),
        BlockSize = BlockSize,
        Blocks = ToBlocks(0, BlockChecksums.MaxPerLoad),
    };

    public BlockChecksums ToBlocks(int first, int count)
    {
        var start = Math.Min(first, Blocks.Length);
        return new BlockChecksums(first, Blocks.AsSpan(start, Math.Min(count, Blocks.Length - start)).ToArray());
    }

    public IReadOnlyList<Replica> ReplicaRecords(InstanceRows rows) =>
        [.. rows.Stores.Select(store => FindReplica(store.Name)).OfType<ReplicaRow>().Select(static replica => replica.ToRecord())];
}
