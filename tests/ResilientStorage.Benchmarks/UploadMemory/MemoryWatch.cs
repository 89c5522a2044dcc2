using System.Diagnostics;

namespace ResilientStorage.Benchmarks.UploadMemory;

/// <summary>Measures one run: time, and the peaks of the managed heap and of the working set by samples.</summary>
internal sealed class MemoryWatch
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    private readonly long _heapBefore;
    private readonly long _workingSetBefore;
    private readonly Lock _gate = new();
    private long _heap;
    private long _workingSet;

    private MemoryWatch()
    {
        // Garbage of the run before is not this one's; the second collection takes what had finalizers.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        _heapBefore = GC.GetTotalMemory(forceFullCollection: true);
        _workingSetBefore = Environment.WorkingSet;
    }

    public static async Task<Measurement> MeasureAsync(string name, Func<Task> run)
    {
        var watch = new MemoryWatch();
        var allocatedBefore = GC.GetTotalAllocatedBytes(precise: true);
        var started = Stopwatch.GetTimestamp();
        await using (new Timer(_ => watch.Sample(), null, TimeSpan.Zero, Interval))
        {
            await run();
        }

        var elapsed = Stopwatch.GetElapsedTime(started);
        watch.Sample();
        return new Measurement(
            name,
            elapsed,
            Math.Max(watch._heap - watch._heapBefore, 0),
            Math.Max(watch._workingSet - watch._workingSetBefore, 0),
            GC.GetTotalAllocatedBytes(precise: true) - allocatedBefore);
    }

    private void Sample()
    {
        lock (_gate)
        {
            _heap = Math.Max(_heap, GC.GetTotalMemory(forceFullCollection: false));
            _workingSet = Math.Max(_workingSet, Environment.WorkingSet);
        }
    }
}
