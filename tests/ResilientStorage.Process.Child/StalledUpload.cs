namespace ResilientStorage.Process;

/// <summary>One upload whose source stops half-way and never goes on: the process is in the middle of it for as long as it lives.</summary>
internal sealed class StalledUpload(IResilientStorage storage, string key, int content)
{
    public Task RunAsync()
    {
        var length = Content.LengthOf(content);
        var source = new SeededStream((ulong)content, length)
        {
            BeforeRead = async (position, cancellationToken) =>
            {
                if (position >= length / 2)
                {
                    Journal.Write(Journal.Stalled);
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
                }
            },
        };
        return storage.UploadAsync(key, source, new UploadOptions { IfExists = IfExists.Replace });
    }
}
