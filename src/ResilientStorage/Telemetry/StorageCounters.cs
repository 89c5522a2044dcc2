using System.Diagnostics;
using System.Diagnostics.Metrics;
using ResilientStorage.Alerts;
using ResilientStorage.Ledger;
using ResilientStorage.Resilience;
using Descriptions = ResilientStorage.ResilientStorageTelemetry.Descriptions;
using Instruments = ResilientStorage.ResilientStorageTelemetry.Instruments;
using Tags = ResilientStorage.ResilientStorageTelemetry.Attributes;
using Units = ResilientStorage.ResilientStorageTelemetry.Units;

namespace ResilientStorage.Telemetry;

/// <summary>Counts what happens in the protocol.</summary>
internal sealed class StorageCounters(Meter meter, string instance)
{
    private readonly Counter<long> _uploadContent = meter.CreateCounter<long>(Instruments.UploadContent, Units.UploadContent, Descriptions.UploadContent);
    private readonly Counter<long> _readFallbacks = meter.CreateCounter<long>(Instruments.ReadFallbacks, Units.ReadFallbacks, Descriptions.ReadFallbacks);
    private readonly Counter<long> _repairsQueued = meter.CreateCounter<long>(Instruments.RepairsQueued, Units.RepairsQueued, Descriptions.RepairsQueued);
    private readonly Counter<long> _workItems = meter.CreateCounter<long>(Instruments.WorkItems, Units.WorkItems, Descriptions.WorkItems);
    private readonly Counter<long> _alerts = meter.CreateCounter<long>(Instruments.Alerts, Units.Alerts, Descriptions.Alerts);

    public void Uploaded(Resource resource)
    {
        if (_uploadContent.Enabled)
        {
            _uploadContent.Add(resource.Length, new KeyValuePair<string, object?>(Tags.Instance, instance));
        }
    }

    /// <summary>A reader turns away from a store's copy.</summary>
    public void FellBack(string store, StorageErrorKind reason, StoreWork work)
    {
        if (_readFallbacks.Enabled)
        {
            _readFallbacks.Add(1, new TagList { { Tags.Instance, instance }, { Tags.Store, store }, { Tags.ErrorType, TagValues.Of(reason) }, { Tags.Work, TagValues.Of(work.Priority) } });
        }
    }

    public void RepairQueued(string store, ReplicaFindingKind kind)
    {
        if (_repairsQueued.Enabled)
        {
            _repairsQueued.Add(1, new TagList { { Tags.Instance, instance }, { Tags.Store, store }, { Tags.Kind, TagValues.Of(kind) } });
        }
    }

    /// <summary>A try of a work item has ended, and the ledger knows.</summary>
    public void Worked(string store, WorkKind kind, WorkOutcome outcome)
    {
        if (_workItems.Enabled)
        {
            _workItems.Add(1, new TagList { { Tags.Instance, instance }, { Tags.Store, store }, { Tags.Kind, TagValues.Of(kind) }, { Tags.Outcome, TagValues.Of(outcome) } });
        }
    }

    public void Alerted(AlertKind kind)
    {
        if (_alerts.Enabled)
        {
            _alerts.Add(1, new TagList { { Tags.Instance, instance }, { Tags.Kind, TagValues.Of(kind) } });
        }
    }
}
