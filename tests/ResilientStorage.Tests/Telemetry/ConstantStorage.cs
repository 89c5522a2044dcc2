using ResilientStorage.Ledger;

namespace ResilientStorage.Telemetry;

/// <summary>A storage that always answers the same task.</summary>
internal sealed class ConstantStorage : ITransactionalStorage
{
    public Task<Resource?> Found { get; } = Task.FromResult<Resource?>(null);

    public Task<Resource?> FindAsync(string key, CancellationToken cancellationToken = default) => Found;

    public Task<Resource> UploadAsync(string key, Stream content, UploadOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<StagedUpload> StageAsync(string key, Stream content, UploadOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<ResourceDownload> OpenReadAsync(string key, ReadOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public IAsyncEnumerable<Resource> ListAsync(ResourceQuery? query = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public IAsyncEnumerable<ResourceVersion> ListVersionsAsync(string key, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task DeleteAsync(string key, DeleteOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<DeleteReport> DeleteManyAsync(IReadOnlyCollection<string> keys, DeleteOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<DeleteReport> DeleteManyAsync(IReadOnlyCollection<string> keys, LedgerTransaction transaction, DeleteOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<Resource> RestoreAsync(string key, RestoreOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<PurgeReport> PurgeAsync(string key, PurgeOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
