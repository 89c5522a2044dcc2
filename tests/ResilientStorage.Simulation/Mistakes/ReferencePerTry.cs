using System.Globalization;

using ResilientStorage.Invalidation;
using ResilientStorage.Ledger;

namespace ResilientStorage.Simulation.Mistakes;

/// <summary>Makes a new caller reference for each try: what was taken although its answer got lost is paid for again.</summary>
internal sealed class ReferencePerTry(IResourceLedger inner) : LedgerDecorator(inner)
{
    public override Task<bool> RecordAsync(InvalidationRecord record, CancellationToken cancellationToken = default) =>
        base.RecordAsync(record with { Batches = [.. record.Batches.Select(WithReference)] }, cancellationToken);

    private static InvalidationBatch WithReference(InvalidationBatch batch) => batch is { State: InvalidationBatchState.Waiting, Attempts: > 0 }
        ? batch with { CallerReference = string.Create(CultureInfo.InvariantCulture, $"{batch.CallerReference}{batch.Attempts}") }
        : batch;
}
