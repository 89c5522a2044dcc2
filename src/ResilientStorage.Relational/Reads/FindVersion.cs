using ResilientStorage.Ledger;
using ResilientStorage.Relational.Sql;

namespace ResilientStorage.Relational.Reads;

/// <summary>Looks a version up in one statement.</summary>
internal static class FindVersion
{
    public static Task<ResourceSnapshot?> RunAsync(SqlSession session, ResourceLookup lookup)
    {
        ArgumentNullException.ThrowIfNull(lookup);
        return (lookup.Key, lookup.VersionId) switch
        {
            (null, null) => throw new ArgumentException("A lookup needs a key or a version id.", nameof(lookup)),
            (null, { } version) => Snapshots.FindAsync(session, version),
            ({ } key, null) => Snapshots.FindLiveAsync(session, key),
            ({ } key, { } version) => Snapshots.FindReadableAsync(session, key, version),
        };
    }
}
