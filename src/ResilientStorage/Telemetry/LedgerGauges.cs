using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using ResilientStorage.Ledger;
using Descriptions = ResilientStorage.ResilientStorageTelemetry.Descriptions;
using Instruments = ResilientStorage.ResilientStorageTelemetry.Instruments;
using Tags = ResilientStorage.ResilientStorageTelemetry.Attributes;
using Units = ResilientStorage.ResilientStorageTelemetry.Units;

namespace ResilientStorage.Telemetry;

/// <summary>What the ledger counts, as of the last time that somebody wanted to know.</summary>
internal sealed class LedgerGauges
{
    private readonly Instrument[] _gauges;
    private readonly string _instance;
    private readonly TimeProvider _time;
    private volatile Counted? _latest;

    public LedgerGauges(Meter meter, string instance, TimeProvider time)
    {
        _instance = instance;
        _time = time;
        _gauges =
        [
            meter.CreateObservableGauge(Instruments.LedgerLive, () => Read(static counted => counted.Status.Live), Units.LedgerLive, Descriptions.LedgerLive),
            meter.CreateObservableGauge(Instruments.LedgerUnderReplicated, () => Read(static counted => counted.Status.UnderReplicated), Units.LedgerUnderReplicated, Descriptions.LedgerUnderReplicated),
            meter.CreateObservableGauge(Instruments.LedgerRemovalsDue, () => Read(static counted => counted.Status.RemovalsDue), Units.LedgerRemovalsDue, Descriptions.LedgerRemovalsDue),
            meter.CreateObservableGauge(Instruments.LedgerDeadLetters, () => Read(static counted => counted.Status.DeadLetters), Units.LedgerDeadLetters, Descriptions.LedgerDeadLetters),
            meter.CreateObservableGauge(Instruments.LedgerWorkAge, () => Read(static counted => counted.OldestDueAge.TotalSeconds), Units.LedgerWorkAge, Descriptions.LedgerWorkAge),
        ];
    }

    /// <summary>Asks the ledger if anybody listens. Whatever goes wrong, the gauges then say nothing rather than something old.</summary>
    public async Task RefreshAsync(IResourceLedger ledger, ILogger logger, CancellationToken cancellationToken)
    {
        if (!Array.Exists(_gauges, static gauge => gauge.Enabled))
        {
            _latest = null;
            return;
        }

        try
        {
            var status = await ledger.GetStatusAsync(cancellationToken).ConfigureAwait(false);
            var age = _time.GetUtcNow() - status.OldestDueAt;
            _latest = new Counted(status, age > TimeSpan.Zero ? age.Value : TimeSpan.Zero);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            _latest = null;
            logger.StatusNotRead(e);
        }
    }

    /// <summary>The meter may live longer than the engine: it must not go on telling of its ledger.</summary>
    public void Forget() => _latest = null;

    private IEnumerable<Measurement<T>> Read<T>(Func<Counted, T> value)
        where T : struct =>
        _latest is { } counted ? [new Measurement<T>(value(counted), new KeyValuePair<string, object?>(Tags.Instance, _instance))] : [];

    private sealed record Counted(LedgerStatus Status, TimeSpan OldestDueAge);
}
