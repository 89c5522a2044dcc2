using System.Data.Common;
using ResilientStorage.Relational.Sql;

namespace ResilientStorage.Relational.Work;

/// <summary>An item of removal or repair work beside its replica and version, as a claim finds it.</summary>
internal sealed record WorkCandidate
{
    public required long WorkId { get; init; }

    public required long Epoch { get; init; }

    public required int Attempts { get; init; }

    public required string ResourceKey { get; init; }

    public required VersionId VersionId { get; init; }

    public required string Store { get; init; }

    public required string ObjectKey { get; init; }

    public required ReplicaState Replica { get; init; }

    public required ReplicaState? PreviousState { get; init; }

    public required bool HasLateWrite { get; init; }

    public required bool WasCommitted { get; init; }

    public required VersionState Version { get; init; }

    public required long ResourceId { get; init; }

    public required long DueAt { get; init; }

    public required VersionEnd End { get; init; }

    public static WorkCandidate Map(DbDataReader row) => new()
    {
        WorkId = row.GetInt64(0),
        Epoch = row.GetInt64(1),
        Attempts = row.Code(2),
        ResourceKey = row.GetString(3),
        VersionId = row.Version(4),
        Store = row.GetString(5),
        ObjectKey = row.GetString(6),
        Replica = (ReplicaState)row.Code(7),
        PreviousState = (ReplicaState?)row.NumberOrNull(8),
        HasLateWrite = !row.IsDBNull(9),
        WasCommitted = !row.IsDBNull(10),
        Version = (VersionState)row.Code(11),
        ResourceId = row.GetInt64(12),
        DueAt = row.GetInt64(13),
        End = (VersionEnd)row.Code(14),
    };
}
