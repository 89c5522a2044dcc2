using ResilientStorage.Ledger;
using ResilientStorage.Relational.Aliases;
using ResilientStorage.Relational.Deletes;
using ResilientStorage.Relational.History;
using ResilientStorage.Relational.Reads;
using ResilientStorage.Relational.Sql;
using ResilientStorage.Relational.Work;

namespace ResilientStorage.Relational.Uploads;

/// <summary>Makes a Pending version Live.</summary>
internal static class CommitUpload
{
    public static async Task<Resource> RunAsync(SqlSession session, UploadCommit commit)
    {
        var resource = await ResourceRows.LockOfAsync(session, commit.VersionId).ConfigureAwait(false) ?? throw Conflict(commit, "there is no such version");
        var intent = await ReadIntentAsync(session, commit.VersionId, resource.ResourceId).ConfigureAwait(false);
        if (intent.State == VersionState.Live && intent.CommitEpoch == commit.Epoch)
        {
            return await AnswerAsync(session, commit.VersionId).ConfigureAwait(false);
        }

        if (intent.State != VersionState.Pending || intent.Epoch != commit.Epoch)
        {
            throw Conflict(commit, $"it is {intent.State} with epoch {intent.Epoch}, not Pending with epoch {commit.Epoch}");
        }

        await ThrowIfConditionsBrokenAsync(session, resource, intent).ConfigureAwait(false);
        var replicas = await CommittedReplicas.PlanAsync(session, commit).ConfigureAwait(false);
        if (intent.Live is { } superseded)
        {
            await EndVersion.RunAsync(session, superseded, VersionEnd.Superseded, HistoryEvent.Superseded, session.After(commit.SupersededRemovalDelay)).ConfigureAwait(false);
        }

        await MakeLiveAsync(session, commit).ConfigureAwait(false);
        await CommittedReplicas.WriteAsync(session, commit, replicas, intent.ObjectKey).ConfigureAwait(false);
        await AliasRows.PublishAsync(session, resource, intent.PublishAt).ConfigureAwait(false);
        await WorkRows.QueueAliasesAsync(session, resource.ResourceId).ConfigureAwait(false);
        await HistoryRows.AddAsync(session, commit.VersionId, HistoryEvent.Committed).ConfigureAwait(false);
        return await AnswerAsync(session, commit.VersionId).ConfigureAwait(false);
    }

    private static async Task<CommittedIntent> ReadIntentAsync(SqlSession session, VersionId version, long resourceId)
    {
        var rows = await session.Sql($"""
            SELECT version_id, state, epoch, commit_epoch, if_exists, if_version, publish_at, object_key FROM rs_versions
            WHERE resource_id = @resource AND (version_id = @version OR state = {VersionCode.Live}) ORDER BY version_id {session.Lock("rs_versions")}
            """)
            .With("resource", resourceId).With("version", version)
            .ListAsync(static row => new CommittedIntent(
                row.Version(0), (VersionState)row.Code(1), row.GetInt64(2), row.NumberOrNull(3), (IfExists)row.Code(4), row.VersionOrNull(5), row.TextOrNull(6), row.GetString(7)))
            .ConfigureAwait(false);
        return rows.Find(row => row.VersionId == version)! with { Live = rows.Find(static row => row.State == VersionState.Live)?.VersionId };
    }

    private static async Task ThrowIfConditionsBrokenAsync(SqlSession session, LockedResource resource, CommittedIntent intent)
    {
        if (UploadConditions.FindBroken(resource.Key, intent.IfExists, intent.IfVersion, intent.Live) is { } broken)
        {
            throw broken;
        }

        if (!string.IsNullOrEmpty(intent.PublishAt)
            && await AliasRows.FindOtherOwnerAsync(session, resource.Key, resource.ResourceId, intent.PublishAt).ConfigureAwait(false) is { } taken)
        {
            throw taken;
        }
    }

    private static async Task MakeLiveAsync(SqlSession session, UploadCommit commit)
    {
        var blocks = commit.BlockChecksums;
        var first = blocks[..Math.Min(blocks.Length, BlockChecksums.MaxPerLoad)];
        await session.Sql($"""
            UPDATE rs_versions SET state = {VersionCode.Live}, epoch = epoch + 1, commit_epoch = @epoch, lease_until = NULL, created_at = @now,
                length = @length, sha256 = @sha256, block_size = @block_size, blocks = @blocks
            WHERE version_id = @version
            """)
            .With("version", commit.VersionId).With("epoch", commit.Epoch).With("length", commit.Length).With("sha256", commit.Sha256)
            .With("block_size", commit.BlockSize).With("blocks", BlockBytes.Write(first.Span)).ExecuteAsync().ConfigureAwait(false);
        for (var chunk = 1; chunk * BlockChecksums.MaxPerLoad < blocks.Length; chunk++)
        {
            var from = chunk * BlockChecksums.MaxPerLoad;
            var values = blocks.Slice(from, Math.Min(BlockChecksums.MaxPerLoad, blocks.Length - from));
            await session.Sql("INSERT INTO rs_block_chunks (version_id, chunk, blocks) VALUES (@version, @chunk, @blocks)")
                .With("version", commit.VersionId).With("chunk", chunk).With("blocks", BlockBytes.Write(values.Span)).ExecuteAsync().ConfigureAwait(false);
        }
    }

    private static async Task<Resource> AnswerAsync(SqlSession session, VersionId version) =>
        (await Snapshots.FindAsync(session, version).ConfigureAwait(false))!.Resource;

    private static LedgerException Conflict(UploadCommit commit, string why) =>
        new(LedgerErrorKind.Conflict, $"The upload of version {commit.VersionId} cannot be committed: {why}. Upload again.");
}
