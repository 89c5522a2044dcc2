using System.Runtime.CompilerServices;
using ResilientStorage.Bells;
using ResilientStorage.Configuration;
using ResilientStorage.Deletes;
using ResilientStorage.Ledger;
using ResilientStorage.Reads;
using ResilientStorage.Replicas;
using ResilientStorage.Sessions;
using ResilientStorage.Uploads;
using ResilientStorage.Work;

namespace ResilientStorage;

/// <summary>What the host app injects: checks the arguments and hands over to one operation per verb.</summary>
internal sealed class Storage(
    LedgerSession session,
    UploadContext uploads,
    ReplicaOpener opener,
    IReadRepairer repairer,
    DeleteOperation deletes,
    RemovalWorker removals,
    Func<string, CancellationToken, Task> settleAlias,
    WorkContext work) : ITransactionalStorage
{
    private readonly IResourceLedger _ledger = work.Ledger;
    private readonly ResilientStorageOptions _options = work.Options;
    private readonly WorkerBell _bell = work.WorkerBell;

    public async Task<Resource> UploadAsync(string key, Stream content, UploadOptions? options = null, CancellationToken cancellationToken = default)
    {
        options = UploadRules.Check(key, content, options ?? new UploadOptions(), work.Instance);
        var opened = await session.OpenAsync(cancellationToken).ConfigureAwait(false);
        return await new UploadOperation(uploads, opened, key, content, options).RunAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<StagedUpload> StageAsync(string key, Stream content, UploadOptions? options = null, CancellationToken cancellationToken = default)
    {
        options = UploadRules.Check(key, content, options ?? new UploadOptions(), work.Instance);
        var opened = await session.OpenAsync(cancellationToken).ConfigureAwait(false);
        return await new UploadOperation(uploads, opened, key, content, options).StageAsync(mayWaitForHost: true, cancellationToken).ConfigureAwait(false);
    }

    public async Task<ResourceDownload> OpenReadAsync(string key, ReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ResourceKey.ThrowIfInvalid(key, nameof(key));
        options ??= new ReadOptions();
        ReadRange.Check(options);
        var opened = await session.OpenAsync(cancellationToken).ConfigureAwait(false);
        return await new ReadOperation(_ledger, opener, repairer, opened, key, options, options.ReadRepair ?? _options.ReadRepair).OpenAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<Resource?> FindAsync(string key, CancellationToken cancellationToken = default)
    {
        ResourceKey.ThrowIfInvalid(key, nameof(key));
        await session.OpenAsync(cancellationToken).ConfigureAwait(false);
        var snapshot = await _ledger.FindAsync(new ResourceLookup { Key = key }, cancellationToken).ConfigureAwait(false);
        return snapshot?.Resource;
    }

    public IAsyncEnumerable<Resource> ListAsync(ResourceQuery? query = null, CancellationToken cancellationToken = default)
    {
        query ??= new ResourceQuery();
        ArgumentNullException.ThrowIfNull(query.Prefix, nameof(query));
        if (query.Delimiter is { Length: 0 })
        {
            throw new ArgumentException("The delimiter is empty: leave it null for no rolling up, or use '/'.", nameof(query));
        }

        if (query.Limit < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(query), $"The limit is {query.Limit}; it cannot be negative.");
        }

        return ListOpenedAsync(query, cancellationToken);
    }

    public IAsyncEnumerable<ResourceVersion> ListVersionsAsync(string key, CancellationToken cancellationToken = default)
    {
        ResourceKey.ThrowIfInvalid(key, nameof(key));
        return ListVersionsOpenedAsync(key, cancellationToken);
    }

    public Task DeleteAsync(string key, DeleteOptions? options = null, CancellationToken cancellationToken = default) =>
        deletes.DeleteAsync(key, options ?? new DeleteOptions(), cancellationToken);

    public Task<DeleteReport> DeleteManyAsync(IReadOnlyCollection<string> keys, DeleteOptions? options = null, CancellationToken cancellationToken = default) =>
        deletes.DeleteManyAsync(keys, options ?? new DeleteOptions(), cancellationToken);

    public Task<DeleteReport> DeleteManyAsync(IReadOnlyCollection<string> keys, LedgerTransaction transaction, DeleteOptions? options = null, CancellationToken cancellationToken = default) =>
        deletes.DeleteManyAsync(keys, transaction, options ?? new DeleteOptions(), cancellationToken);

    public async Task<Resource> RestoreAsync(string key, RestoreOptions? options = null, CancellationToken cancellationToken = default)
    {
        ResourceKey.ThrowIfInvalid(key, nameof(key));
        await session.OpenAsync(cancellationToken).ConfigureAwait(false);
        var resource = await _ledger.RestoreAsync(new ResourceRestore { Key = key, VersionId = options?.VersionId }, cancellationToken).ConfigureAwait(false);

        // Its alias, and copies that went missing meanwhile, have become work.
        _bell.Ring();
        return resource;
    }

    public Task<PurgeReport> PurgeAsync(string key, PurgeOptions? options = null, CancellationToken cancellationToken = default)
    {
        ResourceKey.ThrowIfInvalid(key, nameof(key));
        return new PurgeOperation(work, removals, settleAlias, key, options ?? new PurgeOptions()).RunAsync(cancellationToken);
    }

    private async IAsyncEnumerable<Resource> ListOpenedAsync(ResourceQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await session.OpenAsync(cancellationToken).ConfigureAwait(false);
        await foreach (var resource in _ledger.ListAsync(query, cancellationToken).ConfigureAwait(false))
        {
            yield return resource;
        }
    }

    private async IAsyncEnumerable<ResourceVersion> ListVersionsOpenedAsync(string key, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await session.OpenAsync(cancellationToken).ConfigureAwait(false);
        await foreach (var version in _ledger.ListVersionsAsync(new VersionQuery { Key = key }, cancellationToken).ConfigureAwait(false))
        {
            yield return version;
        }
    }
}
