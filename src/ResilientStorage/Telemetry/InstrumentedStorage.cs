using ResilientStorage.Ledger;
using Spans = ResilientStorage.ResilientStorageTelemetry.Spans;

namespace ResilientStorage.Telemetry;

/// <summary>Measures the operations of a storage, while anybody listens. Listings are not measured: their time is mostly that of whoever reads them.</summary>
internal sealed class InstrumentedStorage(ITransactionalStorage inner, OperationTelemetry telemetry) : ITransactionalStorage
{
    public Task<Resource> UploadAsync(string key, Stream content, UploadOptions? options = null, CancellationToken cancellationToken = default) =>
        telemetry.IsHeard
            ? telemetry.MeasureAsync("upload", Spans.Upload, static (call, token) => call.inner.UploadAsync(call.key, call.content, call.options, token), (inner, key, content, options), cancellationToken)
            : inner.UploadAsync(key, content, options, cancellationToken);

    // Wrapped in any case: who listens to the commit may have begun to after the upload was staged.
    public async Task<StagedUpload> StageAsync(string key, Stream content, UploadOptions? options = null, CancellationToken cancellationToken = default) =>
        new InstrumentedUpload(
            await (telemetry.IsHeard
                ? telemetry.MeasureAsync("stage", Spans.Stage, static (call, token) => call.inner.StageAsync(call.key, call.content, call.options, token), (inner, key, content, options), cancellationToken)
                : inner.StageAsync(key, content, options, cancellationToken)).ConfigureAwait(false),
            telemetry);

    public Task<ResourceDownload> OpenReadAsync(string key, ReadOptions? options = null, CancellationToken cancellationToken = default) =>
        telemetry.IsHeard
            ? telemetry.MeasureAsync("read", Spans.Read, static (call, token) => call.inner.OpenReadAsync(call.key, call.options, token), (inner, key, options), cancellationToken)
            : inner.OpenReadAsync(key, options, cancellationToken);

    public Task<Resource?> FindAsync(string key, CancellationToken cancellationToken = default) =>
        telemetry.IsHeard
            ? telemetry.MeasureAsync("find", Spans.Find, static (call, token) => call.inner.FindAsync(call.key, token), (inner, key), cancellationToken)
            : inner.FindAsync(key, cancellationToken);

    public IAsyncEnumerable<Resource> ListAsync(ResourceQuery? query = null, CancellationToken cancellationToken = default) => inner.ListAsync(query, cancellationToken);

    public IAsyncEnumerable<ResourceVersion> ListVersionsAsync(string key, CancellationToken cancellationToken = default) => inner.ListVersionsAsync(key, cancellationToken);

    public Task DeleteAsync(string key, DeleteOptions? options = null, CancellationToken cancellationToken = default) =>
        telemetry.IsHeard
            ? telemetry.MeasureAsync("delete", Spans.Delete, static (call, token) => DeleteAsync(call.inner, call.key, call.options, token), (inner, key, options), cancellationToken)
            : inner.DeleteAsync(key, options, cancellationToken);

    public Task<DeleteReport> DeleteManyAsync(IReadOnlyCollection<string> keys, DeleteOptions? options = null, CancellationToken cancellationToken = default) =>
        telemetry.IsHeard
            ? telemetry.MeasureAsync("delete", Spans.Delete, static (call, token) => call.inner.DeleteManyAsync(call.keys, call.options, token), (inner, keys, options), cancellationToken)
            : inner.DeleteManyAsync(keys, options, cancellationToken);

    public Task<DeleteReport> DeleteManyAsync(IReadOnlyCollection<string> keys, LedgerTransaction transaction, DeleteOptions? options = null, CancellationToken cancellationToken = default) =>
        telemetry.IsHeard
            ? telemetry.MeasureAsync("delete", Spans.Delete, static (call, token) => call.inner.DeleteManyAsync(call.keys, call.transaction, call.options, token), (inner, keys, transaction, options), cancellationToken)
            : inner.DeleteManyAsync(keys, transaction, options, cancellationToken);

    public Task<Resource> RestoreAsync(string key, RestoreOptions? options = null, CancellationToken cancellationToken = default) =>
        telemetry.IsHeard
            ? telemetry.MeasureAsync("restore", Spans.Restore, static (call, token) => call.inner.RestoreAsync(call.key, call.options, token), (inner, key, options), cancellationToken)
            : inner.RestoreAsync(key, options, cancellationToken);

    public Task<PurgeReport> PurgeAsync(string key, PurgeOptions? options = null, CancellationToken cancellationToken = default) =>
        telemetry.IsHeard
            ? telemetry.MeasureAsync("purge", Spans.Purge, static (call, token) => call.inner.PurgeAsync(call.key, call.options, token), (inner, key, options), cancellationToken)
            : inner.PurgeAsync(key, options, cancellationToken);

    private static async Task<bool> DeleteAsync(IResilientStorage inner, string key, DeleteOptions? options, CancellationToken cancellationToken)
    {
        await inner.DeleteAsync(key, options, cancellationToken).ConfigureAwait(false);
        return true;
    }
}
