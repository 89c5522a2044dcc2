namespace ResilientStorage.Cli.Progress;

/// <summary>One file's part of a transfer: however it ends, it counts whole, so that bars come to their end.</summary>
internal sealed class FileTransfer(ITransferProgress progress, long length) : IProgress<UploadProgress>
{
    private long _told;

    public void Report(UploadProgress value) => ReportBytes(value.BytesStored);

    public void ReportBytes(long bytes)
    {
        progress.Add(bytes - _told);
        _told = bytes;
    }

    public void End()
    {
        ReportBytes(length);
        progress.EndFile();
    }
}
