using System.Security.Cryptography;
using System.Text;

using ResilientStorage.Invalidation;
using ResilientStorage.Ledger;

namespace ResilientStorage.Simulation.Mistakes;

/// <summary>Makes the caller reference of the paths alone: the next change of the same object is, to the CDN, the request that it has carried out long ago.</summary>
internal sealed class ReferenceOfPaths(IResourceLedger inner) : LedgerDecorator(inner)
{
    public override Task<bool> RecordAsync(InvalidationRecord record, CancellationToken cancellationToken = default) =>
        base.RecordAsync(record with { Batches = [.. record.Batches.Select(static batch => batch with { CallerReference = ReferenceOf(batch.Paths) })] }, cancellationToken);

    private static string ReferenceOf(IReadOnlyList<string> paths) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', paths))).AsSpan(0, 8));
}
