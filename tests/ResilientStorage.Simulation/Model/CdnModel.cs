using System.Globalization;
using System.Security.Cryptography;

using ResilientStorage.Invalidation;
using ResilientStorage.Ledger;
using ResilientStorage.Simulation.Cdn;
using ResilientStorage.Simulation.Kernel;
using ResilientStorage.Simulation.Stores;

namespace ResilientStorage.Simulation.Model;

/// <summary>I10: what the CDN had to be told, what the journal held, and what the CDN took, each with its moment.</summary>
internal sealed class CdnModel(SimLoop loop, SimModel model, SimStore main) : ICdnWitness
{
    private readonly Dictionary<long, LedgerWork> _removals = [];
    private readonly Dictionary<string, long> _removedAt = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> _shown = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _changedAt = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<(long Id, long Revision)>> _planned = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> _journal = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _charged = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _takenAt = new(StringComparer.Ordinal);
    private readonly HashSet<Guid> _reported = [];
    private readonly Dictionary<string, long> _purgedAt = new(StringComparer.Ordinal);

    /// <summary>How many invalidations were taken.</summary>
    public int Invalidations { get; private set; }

    /// <summary>How many batches were reported.</summary>
    public int Reports => _reported.Count;

    public void Claimed(IReadOnlyList<LedgerWork> work)
    {
        foreach (var removal in work.Where(w => w.Kind == WorkKind.Remove && w.Store == main.Name))
        {
            _removals[removal.WorkId] = removal;
        }
    }

    /// <summary>The ledger was told how work ended; it hears only the one who claimed last, and once.</summary>
    public void Completed(IReadOnlyList<LedgerWorkResult> results)
    {
        foreach (var result in results.Where(r => _removals.GetValueOrDefault(r.WorkId)?.Epoch == r.Epoch))
        {
            _removals.Remove(result.WorkId, out var work);
            if (result.Outcome == WorkOutcome.Done)
            {
                // Also when it is not the first time: a late write may have brought the object back in between.
                _removedAt[work!.ObjectKey] = model.Moment;
            }
        }
    }

    /// <summary>The erasure of all versions of a key was asked for.</summary>
    public void Purged(string key) => _purgedAt[key] = model.Moment;

    /// <summary>Something was written or removed in the main store.</summary>
    public void Changed(string objectKey)
    {
        if (objectKey.StartsWith(FinalRules.OwnFolder, StringComparison.Ordinal) || VersionAt(objectKey) is not null)
        {
            return;
        }

        // An object at a fixed key: viewers see what it holds now.
        var shown = main.Read(objectKey) is { } bytes ? Convert.ToHexString(SHA256.HashData(bytes)) : null;
        if (shown != _shown.GetValueOrDefault(objectKey))
        {
            _shown[objectKey] = shown;
            _changedAt[objectKey] = model.Moment;
        }
    }

    /// <summary>The journal has taken what a sender has planned or heard.</summary>
    public void Recorded(InvalidationRecord record)
    {
        foreach (var intent in record.Settled.Where(i => i.Change.Bucket == main.Place.Bucket))
        {
            var path = SimPlanning.PathOf(intent.Change.ObjectKey!);
            if (!_planned.TryGetValue(path, out var revisions))
            {
                _planned.Add(path, revisions = []);
            }

            revisions.Add((intent.Id, intent.Revision));
        }

        foreach (var batch in record.Batches)
        {
            _journal[batch.CallerReference] = batch.Paths;
            if (batch.State == InvalidationBatchState.Reported && (batch.ReportKey is null || !_reported.Contains(batch.Id)))
            {
                loop.Violate("I10", $"Batch {batch.Id} counts as reported, and no report tells of it.");
            }
        }
    }

    public string Reported(IReadOnlyList<InvalidationBatch> batches)
    {
        _reported.UnionWith(batches.Select(static batch => batch.Id));
        return string.Create(CultureInfo.InvariantCulture, $"report{_reported.Count}");
    }

    public void Taken(string reference, IReadOnlyList<string> paths)
    {
        Invalidations++;
        loop.Trace.Add($"CloudFront takes {reference}: {string.Join(' ', paths)}");
        if (!_journal.TryGetValue(reference, out var written) || !written.SequenceEqual(paths))
        {
            loop.Violate("I10", $"CloudFront took {string.Join(' ', paths)} under {reference}, and the journal holds no such batch.");
        }

        foreach (var path in paths)
        {
            var charged = _charged[path] = _charged.GetValueOrDefault(path) + 1;
            var planned = _planned.TryGetValue(path, out var revisions) ? revisions.Count : 0;
            if (charged > planned)
            {
                loop.Violate("I10", $"{path} is charged {charged} times, and was planned from {planned} revisions of its intent.");
            }

            if (VersionAt(path[1..]) is { } version)
            {
                CheckVersion(path, version);
            }

            _takenAt[path] = model.Moment;
        }
    }

    /// <summary>When all has come to rest: whatever viewers could have cached was told after it had changed or gone, and nothing waits.</summary>
    public void CheckTold(IInvalidationJournal journal)
    {
        foreach (var (objectKey, moment) in _removedAt.Where(removed => MustBeTold(removed.Key)))
        {
            CheckTold(objectKey, moment, "removed from");
        }

        foreach (var (alias, moment) in _changedAt)
        {
            CheckTold(alias, moment, "changed in");
        }

        if (!IsAtRest(journal))
        {
            loop.Violate("I10", "Changes or batches still wait in the journal.");
        }
    }

    /// <summary>Whether nothing waits to be planned, sent, or replayed.</summary>
    public static bool IsAtRest(IInvalidationJournal journal) =>
        Effects.Now(journal.ListIntentsAsync(1)).Count == 0
        && Effects.Now(journal.ListBatchesAsync(new InvalidationBatchQuery { States = [InvalidationBatchState.Waiting, InvalidationBatchState.Reported], Limit = 1 })).Count == 0;

    private void CheckTold(string objectKey, long moment, string what)
    {
        var path = SimPlanning.PathOf(objectKey);
        if (!_takenAt.TryGetValue(path, out var takenAt))
        {
            loop.Violate("I10", $"{objectKey} was {what} {main.Name}, and the CDN was never told of {path}.");
        }
        else if (takenAt < moment)
        {
            loop.Violate("I10", $"{objectKey} was {what} {main.Name} at moment {moment}, and the CDN was last told of {path} at {takenAt}.");
        }
    }

    private void CheckVersion(string path, NewVersion version)
    {
        if (!_removedAt.ContainsKey(path[1..]))
        {
            loop.Violate("I10", $"{path} was invalidated before {version.VersionId} was removed from {main.Name}: edges fetch it again.");
        }

        if (!model.Timeline(version.Key).Moments.Any(moment => moment.Live == version.VersionId))
        {
            loop.Violate("I10", $"{path} is paid for, and {version.VersionId} was never live.");
        }
    }

    // The URL of a version that was replaced was never promised to end, unless its erasure was asked for since.
    private bool MustBeTold(string objectKey)
    {
        var version = VersionAt(objectKey)!;
        var moments = model.Timeline(version.Key).Moments;
        for (var i = moments.Count - 2; i >= 0; i--)
        {
            if (moments[i].Live == version.VersionId)
            {
                return moments[i + 1].Cause is "Delete" or "BeginPurge" || _purgedAt.GetValueOrDefault(version.Key) > moments[i + 1].Moment;
            }
        }

        return false;
    }

    private NewVersion? VersionAt(string objectKey) => model.Intents.Values.FirstOrDefault(intent => intent.ObjectKey == objectKey);
}
