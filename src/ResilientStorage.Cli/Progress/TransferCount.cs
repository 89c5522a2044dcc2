namespace ResilientStorage.Cli.Progress;

/// <summary>Counts.</summary>
internal sealed class TransferCount : ITransferProgress
{
    private long _bytes;
    private int _files;

    public long Bytes => Interlocked.Read(ref _bytes);

    public int Files => Volatile.Read(ref _files);

    public void Add(long bytes) => Interlocked.Add(ref _bytes, bytes);

    public void EndFile() => Interlocked.Increment(ref _files);
}
