namespace ResilientStorage.Stores.FileSystem;

/// <summary>
/// Keeps apart, within the process, calls that would write the same bytes of an upload: two of one part, or a part and the completion that makes the file an object.
/// </summary>
internal sealed class UploadsInUse
{
    private const int Completion = 0;

    private readonly Lock _gate = new();
    private readonly HashSet<(string UploadId, int Number)> _busy = [];

    public Use EnterPart(string uploadId, int number) => Enter(uploadId, number, busy => busy.Number == number || busy.Number == Completion);

    public Use EnterCompletion(string uploadId) => Enter(uploadId, Completion, static _ => true);

    private Use Enter(string uploadId, int number, Func<(string UploadId, int Number), bool> excludes)
    {
        lock (_gate)
        {
            if (_busy.Any(busy => busy.UploadId == uploadId && excludes(busy)))
            {
                throw new FileSystemStoreException(StorageErrorKind.Throttled, "Another call is writing the same part, or completing the upload: wait for it, then try again.");
            }

            _busy.Add((uploadId, number));
            return new Use(this, (uploadId, number));
        }
    }

    /// <summary>Ends the use.</summary>
    internal readonly struct Use(UploadsInUse uploads, (string UploadId, int Number) entry) : IDisposable
    {
        public void Dispose()
        {
            lock (uploads._gate)
            {
                uploads._busy.Remove(entry);
            }
        }
    }
}
