using ResilientStorage.Ledger;
using Spans = ResilientStorage.ResilientStorageTelemetry.Spans;

namespace ResilientStorage.Telemetry;

/// <summary>Measures the commits of a staged upload, while anybody listens. In a transaction of the host that is the ledger's part of it, not the host's commit.</summary>
internal sealed class InstrumentedUpload(StagedUpload inner, OperationTelemetry telemetry) : StagedUpload
{
    public override Resource Resource => inner.Resource;

    public override Task<Resource> CommitAsync(LedgerTransaction? transaction = null, CancellationToken cancellationToken = default) =>
        telemetry.IsHeard
            ? telemetry.MeasureAsync("commit", Spans.Commit, static (call, token) => call.inner.CommitAsync(call.transaction, token), (inner, transaction), cancellationToken)
            : inner.CommitAsync(transaction, cancellationToken);

    public override ValueTask DisposeAsync() => inner.DisposeAsync();
}
