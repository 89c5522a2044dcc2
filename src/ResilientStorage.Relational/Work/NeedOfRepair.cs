using ResilientStorage.Relational.Sql;

namespace ResilientStorage.Relational.Work;

/// <summary>Which replicas of a live version are to be written again.</summary>
internal static class NeedOfRepair
{
    /// <summary>Holds for a replica <c>p</c> that lacks its bytes and that nobody is writing.</summary>
    public const string Condition = $"""
        p.state IN ({ReplicaCode.Planned}, {ReplicaCode.Missing}, {ReplicaCode.Corrupt}, {ReplicaCode.Repairing})
            AND NOT ({UnderRepair})
        """;

    /// <summary>Holds for a replica <c>p</c> that a repair under a valid lease is writing.</summary>
    public const string UnderRepair = $"p.state = {ReplicaCode.Repairing} AND COALESCE(p.repair_lease_until, 0) > @now";
}
