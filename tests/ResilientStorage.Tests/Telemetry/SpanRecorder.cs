using System.Diagnostics;
using Attributes = ResilientStorage.ResilientStorageTelemetry.Attributes;

namespace ResilientStorage.Telemetry;

/// <summary>Hears every span of one instance that has ended.</summary>
internal sealed class SpanRecorder : IDisposable
{
    private readonly ActivityListener _listener;

    public SpanRecorder(string instance)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == ResilientStorageTelemetry.ActivitySourceName,
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (Equals(activity.GetTagItem(Attributes.Instance), instance))
                {
                    All.Add(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public List<Activity> All { get; } = [];

    public IReadOnlyList<Activity> Of(string name) => [.. All.Where(activity => activity.OperationName == name)];

    public Activity Only(string name) => Assert.Single(Of(name));

    public void Dispose() => _listener.Dispose();
}
