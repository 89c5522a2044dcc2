namespace ResilientStorage.Cli.Files;

/// <summary>The path of a file or folder without any link in it: two ways to one place give one text.</summary>
internal static class RealPath
{
    /// <exception cref="IOException">Its links lead round in a circle.</exception>
    public static string Of(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (Path.GetDirectoryName(full) is not { } parent)
        {
            return full;
        }

        var place = Path.Join(Of(parent), Path.GetFileName(full));
        FileSystemInfo entry = Directory.Exists(place) ? new DirectoryInfo(place) : new FileInfo(place);
        return entry.LinkTarget is null ? place : Of(entry.ResolveLinkTarget(returnFinalTarget: true)!.FullName);
    }
}
