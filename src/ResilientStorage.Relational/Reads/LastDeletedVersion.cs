using ResilientStorage.Relational.Sql;

namespace ResilientStorage.Relational.Reads;

/// <summary>The version of a resource that a delete or purge ended last, whatever has become of it since: what a restore without a version means.</summary>
internal static class LastDeletedVersion
{
    /// <summary>A subquery for the id, of the resource <c>r</c>. Uncommitted versions that were purged ended no resource.</summary>
    public const string OfResource = """
        SELECT d.version_id FROM rs_versions d
        WHERE d.resource_id = r.resource_id AND d.created_at IS NOT NULL AND d.end_kind IN (1, 5) ORDER BY d.ended_at DESC, d.version_id DESC LIMIT 1
        """;

    public static Task<VersionRowState?> FindAsync(SqlSession session, long resourceId) =>
        session.Sql($"SELECT v.version_id, v.state FROM rs_versions v JOIN rs_resources r ON r.resource_id = v.resource_id WHERE r.resource_id = @resource AND v.version_id = ({OfResource})")
            .With("resource", resourceId).FirstAsync(static row => new VersionRowState(row.Version(0), (VersionState)row.Code(1)));

    public static Task<VersionRowState?> FindAsync(SqlSession session, long resourceId, VersionId version) =>
        session.Sql("SELECT version_id, state FROM rs_versions WHERE resource_id = @resource AND version_id = @version")
            .With("resource", resourceId).With("version", version).FirstAsync(static row => new VersionRowState(row.Version(0), (VersionState)row.Code(1)));
}
