namespace ResilientStorage.Cli.Processes;

/// <summary>A test that needs ordinary files below <c>/dev</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedMemoryFactAttribute : FactAttribute
{
    public const string Folder = "/dev/shm";

    public SharedMemoryFactAttribute() => Skip = Directory.Exists(Folder) ? null : $"needs {Folder}, a folder of files in memory";
}
