using ResilientStorage.Leases;
using ResilientStorage.Ledger;
using ResilientStorage.ObjectKeys;
using ResilientStorage.Resilience;
using ResilientStorage.Sessions;

namespace ResilientStorage.Uploads;

/// <summary>One upload: intent, fan-out, verification, commit; or a guarded clean-up.</summary>
internal sealed class UploadOperation(UploadContext context, OpenedLedger opened, string key, Stream content, UploadOptions options)
{
    private readonly PartPlan _plan = PartPlan.For(context.Options, UploadLength.Known(content, options));

    public async Task<Resource> RunAsync(CancellationToken cancellationToken)
    {
        var staged = await StageAsync(mayWaitForHost: false, cancellationToken).ConfigureAwait(false);
        await using var _ = staged.ConfigureAwait(false);
        return await staged.CommitAsync(transaction: null, CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Everything but the commit.</summary>
    /// <param name="mayWaitForHost">Whether a transaction of the host may hold the version's row while its lease is renewed.</param>
    /// <param name="cancellationToken">Cancels the upload.</param>
    public async Task<StagedUpload> StageAsync(bool mayWaitForHost, CancellationToken cancellationToken)
    {
        CheckStores();
        var layout = context.LayoutFor(opened.State);
        UploadRules.CheckAlias(options.PublishAt, layout);

        var version = Describe(context.Ids.NewVersionId(), layout);
        var askedAt = context.Time.GetTimestamp();
        var intent = await context.Ledger.BeginUploadAsync(version, cancellationToken).ConfigureAwait(false);
        context.RemovalBell.Ring(intent.Fenced);
        if (intent.Existing is { } existing)
        {
            return new RepeatedUpload(await new IdempotentRepeat(key, content, options, _plan).CompareAsync(existing, cancellationToken).ConfigureAwait(false));
        }

        var ending = new UploadEnding(context, version, intent);
        var targets = new List<UploadTarget>();
        try
        {
            var renewed = new LedgerLease { VersionId = version.VersionId, Epoch = intent.Epoch, Duration = version.Lease, DoNotWait = mayWaitForHost };
            var lease = new LeaseKeeper(context.Ledger, renewed, askedAt, context.Time, context.Logger);
            try
            {
                using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lease.Lost);
                targets.AddRange(FindTargets(intent));

                // One store that would refuse makes the upload fail: the others are then not even begun.
                targets.ForEach(target => target.Store.ThrowIfLeftAlone("PutObject", version.ObjectKey));
                await EnsureOwnedAsync(targets, either.Token).ConfigureAwait(false);
                var digest = await SendAsync(version, targets, either.Token).ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
                return new PendingUpload(context, ending, lease, Preview(version, digest), digest, targets);
            }
            catch
            {
                await lease.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }
        catch (Exception e)
        {
            // Nothing was committed, so this throws what the caller has to see; or what was caught.
            await ending.FailAsync(e, targets, cancellationToken).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Refuses before any I/O what no store could take.</summary>
    private void CheckStores()
    {
        if (opened.UnknownActiveStore is { } unknown)
        {
            throw new LedgerException(
                LedgerErrorKind.Configuration,
                $"The ledger's store '{unknown.Name}' ({unknown.Place}) is active, but this node does not know it: an upload here would miss a copy. Register it with Main(...) or Backup(...).");
        }

        if (UploadLength.Known(content, options) is { } length)
        {
            foreach (var name in opened.StoreNames)
            {
                if (opened.FindStore(name, StoreWork.Upload) is { } store && _plan.FindLimit(store, length) is { } problem)
                {
                    throw new StorageException(StorageErrorKind.InvalidRequest, $"'{key}' cannot be stored: {problem}") { Store = name, Operation = "PutObject" };
                }
            }
        }

        if (options.Access == ResourceAccess.PublicRead && opened.StoreNames.FirstOrDefault(name => !opened.FindStore(name, StoreWork.Upload)!.Capabilities.SupportsPublicRead) is { } closed)
        {
            throw new StorageException(StorageErrorKind.InvalidRequest, $"Store '{closed}' cannot make single objects public: publish them by a bucket policy or a CDN, and leave Access at Private.") { Store = closed, Operation = "PutObject" };
        }
    }

    private NewVersion Describe(VersionId versionId, IObjectKeyLayout layout) => new()
    {
        Key = key,
        VersionId = versionId,
        ObjectKey = layout.NameOf(key, versionId),
        Lease = context.Options.Lease,
        IfExists = options.IfExists,
        IfVersion = options.IfVersion,
        IdempotencyKey = options.IdempotencyKey,
        ContentType = options.ContentType,
        Metadata = options.Metadata,
        CachePolicy = options.CachePolicy,
        Access = options.Access,
        PublishAt = options.PublishAt,
    };

    private List<UploadTarget> FindTargets(UploadIntent intent) =>
        [.. intent.Stores.Select(name => new UploadTarget(opened.FindStore(name, StoreWork.Upload)
            ?? throw new LedgerException(LedgerErrorKind.Configuration, $"The store '{name}' became active in the ledger, but this node does not know it. Register it with Backup(...).")))];

    private Task EnsureOwnedAsync(List<UploadTarget> targets, CancellationToken cancellationToken) =>
        Task.WhenAll(targets.Select(target => opened.FindOwnership(target.Store.Name)!.EnsureWritableAsync(StoreWork.Upload, cancellationToken)));

    private async Task<Digest> SendAsync(NewVersion version, List<UploadTarget> targets, CancellationToken cancellationToken)
    {
        var total = UploadLength.Known(content, options);
        var reader = new PartReader(new SourceGuard(content, read => UploadLength.CheckSoFar(key, version.VersionId, options, read)), _plan, total);
        using var digest = reader.Digest;
        return await new FanOut(targets, _plan, context.Time).SendAsync(
            version.ObjectKey,
            reader,
            taken => ObjectMetadata.ForReplica(Preview(version, taken), context.Instance, isSinglePut: taken is not null),
            taken => UploadLength.Check(key, version.VersionId, options, taken),
            options.Progress is { } progress ? stored => progress.Report(new UploadProgress(reader.BytesRead, stored, total)) : null,
            cancellationToken).ConfigureAwait(false);
    }

    private static Resource Preview(NewVersion version, Digest? digest) => new()
    {
        Key = version.Key,
        VersionId = version.VersionId,
        Length = digest?.Length ?? 0,
        Sha256 = digest?.Sha256 ?? "",
        CreatedAt = default,
        ContentType = version.ContentType,
        Metadata = version.Metadata,
        CachePolicy = version.CachePolicy,
        Access = version.Access,
        ObjectKey = version.ObjectKey,
    };
}
