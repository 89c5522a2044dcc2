namespace ResilientStorage.Benchmarks.UploadMemory;

/// <summary>One way to store the stream twice.</summary>
/// <param name="Name">How the way is called in the table.</param>
/// <param name="Elapsed">How long it took, all bytes on the disk.</param>
/// <param name="PeakHeap">The largest managed heap above that at the start, in bytes.</param>
/// <param name="PeakWorkingSet">The largest working set above that at the start, in bytes.</param>
/// <param name="Allocated">All bytes that were allocated on the managed heap.</param>
internal sealed record Measurement(string Name, TimeSpan Elapsed, long PeakHeap, long PeakWorkingSet, long Allocated)
{
    public double MebibytesPerSecond(long length) => length / 1_048_576.0 / Elapsed.TotalSeconds;
}
