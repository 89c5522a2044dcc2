namespace ResilientStorage.Tests.Stores.FileSystem;

/// <summary>Needs a folder in which nobody may write, not even the superuser as whom containers run tests: Linux has one.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SystemFolderFactAttribute : FactAttribute
{
    public const string Folder = "/sys";

    public SystemFolderFactAttribute() =>
        Skip = OperatingSystem.IsLinux() && Directory.Exists(Folder) ? null : $"There is no {Folder} here, the only folder that refuses every user.";
}
