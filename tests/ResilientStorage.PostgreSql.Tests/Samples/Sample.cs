using ResilientStorage.Ledger;
using ResilientStorage.Stores;

namespace ResilientStorage.PostgreSql.Tests;

internal static class Sample
{
    public static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public static VersionId Id(int number) => new(new Guid(number, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 0));

    public static NewVersion Intent(string key, VersionId id) =>
        new() { Key = key, VersionId = id, ObjectKey = $"{key}.{id}", Lease = TimeSpan.FromSeconds(60), IfExists = IfExists.Replace };

    public static UploadCommit Commit(VersionId id, int blocks = 2) => new()
    {
        VersionId = id,
        Epoch = 1,
        Length = 1000,
        Sha256 = new string('a', 64),
        BlockSize = 512,
        BlockChecksums = Enumerable.Range(0, blocks).Select(static i => (uint)i * 3).ToArray(),
        Replicas = [Copy("main"), Copy("backup")],
        SupersededRemovalDelay = TimeSpan.FromHours(24),
    };

    public static CommittedReplica Copy(string store) => new(store, new StoredObject { Length = 1000, ETag = "etag-" + store });

    public static async Task<VersionId> UploadAsync(IResourceLedger ledger, string key, int number)
    {
        await ledger.BeginUploadAsync(Intent(key, Id(number)));
        await ledger.CommitUploadAsync(Commit(Id(number)));
        return Id(number);
    }

    public static ResourceDeletion Deletion(params string[] keys) =>
        new() { Keys = keys, RemovalDelay = TimeSpan.Zero, PublicRemovalDelay = TimeSpan.Zero };

    public static WorkClaim Claim(WorkKind kind) => new() { Kind = kind, Lease = TimeSpan.FromMinutes(10) };
}
