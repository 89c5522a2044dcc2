using System.Globalization;

using ResilientStorage.Invalidation;
using ResilientStorage.Ledger;
using ResilientStorage.Simulation.Kernel;
using ResilientStorage.Simulation.Ledgers;

namespace ResilientStorage.Simulation.Model;

/// <summary>
/// The history of a run: what clients asked and were told, and what was live in the ledger when. Checks each answer as it comes (I2, I3, I4, I11)
/// and each change of what is live (I7, and that only the operation that asked for it caused it).
/// </summary>
internal sealed class SimModel(SimLoop loop, IReadOnlyList<string> keys) : ILedgerObserver
{
    /// <summary>The name of the user metadata entry that carries the id of the operation.</summary>
    public const string OpEntry = "op";

    private readonly Dictionary<int, ClientOp> _ops = [];
    private readonly Dictionary<VersionId, NewVersion> _intents = [];
    private readonly Dictionary<VersionId, ClientOp> _uploads = [];
    private readonly Dictionary<string, LiveTimeline> _timelines = keys.ToDictionary(static k => k, static _ => new LiveTimeline(), StringComparer.Ordinal);
    private readonly Dictionary<long, LedgerWork> _repairs = [];
    private long _moment;
    private int _observations;

    public IReadOnlyList<string> Keys { get; } = keys;

    /// <summary>Counts what happened, so that before and after are defined also inside one moment of virtual time.</summary>
    public long Moment => ++_moment;

    /// <summary>A ledger of the same database that no node uses.</summary>
    public IResourceLedger? Inspector { get; set; }

    /// <summary>Checks the rows after each transaction.</summary>
    public Action? CheckRows { get; set; }

    /// <summary>Told of each key one of whose versions was restored: its copies have to be there.</summary>
    public Action<string>? Restored { get; set; }

    /// <summary>Told of each replica that a repair has made Stored: from now on it has to hold the right bytes.</summary>
    public Action<LedgerWork>? Repaired { get; set; }

    /// <summary>What a CDN was told; null where there is none.</summary>
    public CdnModel? Cdn { get; set; }

    public IReadOnlyCollection<ClientOp> Ops => _ops.Values;

    public IReadOnlyDictionary<VersionId, ClientOp> Uploads => _uploads;

    public IReadOnlyDictionary<VersionId, NewVersion> Intents => _intents;

    public LiveTimeline Timeline(string key) => _timelines[key];

    public ClientOp Invoke(SimNode node, OpKind kind, string key, SimContent? content = null, UploadOptions? upload = null)
    {
        var id = _ops.Count + 1;
        var entry = upload is null ? null : upload with { Metadata = new Dictionary<string, string> { [OpEntry] = id.ToString(CultureInfo.InvariantCulture) } };
        var op = new ClientOp(id, node, kind, key, Moment) { Content = content, Upload = entry };
        _ops.Add(id, op);
        loop.Trace.Add($"{op} invoked");
        return op;
    }

    public void End(ClientOp op, OpOutcome outcome, string what)
    {
        op.Outcome = outcome;
        loop.Trace.Mix((ulong)outcome);
        loop.Trace.Add($"{op} {outcome}: {what}");
    }

    /// <summary>The operations of a dead node have unknown outcomes for ever.</summary>
    public void NodeCrashed(SimNode node)
    {
        foreach (var op in _ops.Values.Where(o => ReferenceEquals(o.Node, node) && o.Outcome == OpOutcome.Pending))
        {
            End(op, OpOutcome.Unknown, "crash");
        }
    }

    /// <summary>The operation whose upload made a resource, by the resource's own metadata.</summary>
    public ClientOp? UploadOf(Resource resource) =>
        resource.Metadata.TryGetValue(OpEntry, out var id) && _ops.TryGetValue(int.Parse(id, CultureInfo.InvariantCulture), out var op) ? op : null;

    public void Beginning(NewVersion version)
    {
        var op = _ops[int.Parse(version.Metadata[OpEntry], CultureInfo.InvariantCulture)];
        if (!_intents.TryAdd(version.VersionId, version) && _uploads[version.VersionId] != op)
        {
            loop.Violate("I3", $"{op} uses the version id {version.VersionId} of {_uploads[version.VersionId]}.");
        }

        op.VersionId = version.VersionId;
        _uploads[version.VersionId] = op;
    }

    public void Applied(string operation, object argument)
    {
        switch (argument)
        {
            case NewVersion version:
                Observe(version.Key, operation, argument);
                break;
            case UploadCommit commit:
                Observe(_intents[commit.VersionId].Key, operation, argument);
                break;
            case UploadFailure failure:
                Observe(_intents[failure.VersionId].Key, operation, argument);
                break;
            case ResourceDeletion deletion:
                foreach (var key in deletion.Keys.Distinct(StringComparer.Ordinal))
                {
                    Observe(key, operation, argument);
                }

                break;
            case ResourceRestore restore:
                Observe(restore.Key, operation, argument);
                Restored?.Invoke(restore.Key);
                break;
            case ResourcePurge purge:
                Observe(purge.Key, operation, argument);
                Cdn?.Purged(purge.Key);
                break;
            case IReadOnlyList<LedgerWorkResult> results:
                SeeRepairs(results);
                Cdn?.Completed(results);
                break;
            case LedgerSweep or LedgerOpening:
                ObserveAll(operation);
                break;
            default:
                if (++_observations % 16 == 0)
                {
                    ObserveAll(operation);
                }

                break;
        }

        CheckRows?.Invoke();
    }

    public void Claimed(IReadOnlyList<LedgerWork> work)
    {
        foreach (var item in work.Where(static w => w.Kind == WorkKind.Repair))
        {
            _repairs[item.WorkId] = item;
        }

        Cdn?.Claimed(work);
    }

    public void Recorded(InvalidationRecord record) => Cdn?.Recorded(record);

    private void SeeRepairs(IReadOnlyList<LedgerWorkResult> results)
    {
        foreach (var result in results.Where(static r => r.Stored is not null))
        {
            if (_repairs.TryGetValue(result.WorkId, out var work) && work.Epoch == result.Epoch
                && Effects.Now(Inspector!.FindAsync(new ResourceLookup { VersionId = work.VersionId })) is { } snapshot
                && snapshot.Replicas.Any(r => r.Store == work.Store && r.State == ReplicaState.Stored))
            {
                Repaired?.Invoke(work);
            }
        }
    }

    public void ObserveAll(string operation)
    {
        foreach (var key in Keys)
        {
            Observe(key, operation, null);
        }
    }

    private void Observe(string key, string operation, object? argument)
    {
        var timeline = _timelines[key];
        var found = Inspector is null ? null : Effects.Now(Inspector.FindAsync(new ResourceLookup { Key = key }));
        var live = found?.Resource.VersionId;
        if (found is not null && found.State != VersionState.Live)
        {
            loop.Violate("I7", $"The ledger answers '{key}' with a version that is {found.State}.");
        }

        if (live == timeline.Current)
        {
            return;
        }

        var problem = TransitionRules.FindProblem(this, key, timeline.Current, live, operation, argument);
        timeline.Add(new LiveMoment(Moment, live, operation));
        loop.Trace.Add($"'{key}' is now {live?.ToString() ?? "nothing"} by {operation}");
        if (problem is not null)
        {
            loop.Violate(problem.Value.Invariant, problem.Value.Message);
        }
    }
}
