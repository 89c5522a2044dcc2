using Microsoft.Extensions.Logging.Abstractions;
using ResilientStorage.Invalidation;
using ResilientStorage.Invalidation.Journal;

namespace ResilientStorage.Benchmarks.Invalidation;

/// <summary>Hands changes to a batcher, as a request of a host does. Nothing is sent: nobody runs it.</summary>
internal static class AddSpeed
{
    public const int Changes = 100_000;

    public static SpeedMeasurement Measure()
    {
        var changes = Enumerable.Range(0, Changes).Select(static index => new ObjectChange { Bucket = "photos", ObjectKey = $"albums/{index / 100}/photo-{index % 100:D4}.jpg" }).ToArray();
        return SpeedMeasurement.Of("add", () =>
        {
            using var batcher = new InvalidationBatcher(
                new ProcessInvalidationJournal(TimeProvider.System), static _ => null!, [], new InvalidationOptions(), TimeProvider.System, NullLogger.Instance);
            foreach (var change in changes)
            {
                var added = batcher.AddAsync(change);
                if (!added.IsCompletedSuccessfully)
                {
                    throw new InvalidOperationException("Adding a change waited for something.");
                }
            }
        });
    }
}
