using System.ComponentModel;
using ResilientStorage.Cli.Output;
using ResilientStorage.Invalidation;

namespace ResilientStorage.Cli.Documents;

/// <summary>The result of <c>invalidations show</c>.</summary>
internal sealed record ShowInvalidationDocument(
    [property: Description("the invalidation")] InvalidationDocument Invalidation,
    [property: Description("its paths as they go over the wire")] IReadOnlyList<string> Paths) : IDocument
{
    public static ShowInvalidationDocument Of(InvalidationBatch batch) => new(InvalidationDocument.Of(batch), batch.Paths);

    public IEnumerable<string> ToText()
    {
        yield return $"invalidation {Invalidation.Id} {Words.Of(Invalidation.State)}";
        yield return $"  distribution  {Invalidation.DistributionId}";
        yield return $"  made          {Units.Time(Invalidation.CreatedAt)}{(Invalidation.Backfill ? ", lets others go first" : "")}";
        if (Invalidation.AcceptedAt is { } at)
        {
            yield return $"  accepted      {Units.Time(at)} as {Invalidation.InvalidationId}";
        }

        if (Invalidation.Attempts > 0)
        {
            yield return $"  tries failed  {Invalidation.Attempts}{(Invalidation.DueAt is { } due ? $", the next is due {Units.Time(due)}" : "")}";
        }

        if (Invalidation.Reason is { } reason)
        {
            yield return $"  reason        {reason}";
        }

        if (Invalidation.ReportKey is { } key)
        {
            yield return $"  report        {key}";
        }

        foreach (var path in Paths)
        {
            yield return $"  path          {path}";
        }
    }
}
