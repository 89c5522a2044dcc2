namespace ResilientStorage.Process;

/// <summary>A folder that is deleted afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("resilientstorage-process-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
