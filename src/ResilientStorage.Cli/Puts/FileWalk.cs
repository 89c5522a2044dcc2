using ResilientStorage.Cli.Files;

namespace ResilientStorage.Cli.Puts;

/// <summary>Finds the files below folders. Links are followed, unless they lead back to where the walk came from.</summary>
/// <param name="selection">Where the findings go.</param>
/// <param name="ownPaths">Real paths of what belongs to the storage: storing its folders would never end, its configuration may hold secrets, and its ledger changes meanwhile.</param>
internal sealed class FileWalk(FileSelection selection, IReadOnlySet<string> ownPaths)
{
    /// <summary>Adds a file, or all files below a folder.</summary>
    /// <param name="path">The path, as it was given.</param>
    /// <param name="prefix">What comes before the keys: empty, or a text that ends with a slash.</param>
    public void Add(string path, string prefix)
    {
        var key = prefix + Path.GetFileName(path);
        switch (FileKinds.Of(path))
        {
            case FileKind.Folder:
                AddNamedFolder(path, prefix);
                break;
            case FileKind.Regular:
                AddFile(path, key, way: []);
                break;
            case FileKind.Pipe or FileKind.Device:
                selection.Add(path, key, length: 0);
                break;
            default:
                selection.Fail(path, ProblemOf(path));
                break;
        }
    }

    private void AddNamedFolder(string path, string prefix)
    {
        var before = selection.Files.Count + selection.Failures.Count;
        AddFolder(path, prefix + FolderName(path), []);
        if (selection.Files.Count + selection.Failures.Count == before)
        {
            selection.Fail(path, $"The folder '{path}' holds no files: nothing of it was stored.");
        }
    }

    // 'photos' and 'photos/' give their name to the keys; '.', '..' and '/' have none to give.
    private static string FolderName(string path)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(path));
        return name is "" or "." or ".." ? "" : name + "/";
    }

    private static string ProblemOf(string path)
    {
        switch (FileKinds.Of(path))
        {
            case FileKind.Pipe:
                return $"'{path}' is a named pipe, which may never end: put it by its own name to store what is written to it.";
            case FileKind.Device:
                return $"'{path}' is a device, which may never end: put it by its own name to store what it gives.";
            case FileKind.Other:
                return $"'{path}' is no file whose content could be stored.";
        }

        try
        {
            return new FileInfo(path).LinkTarget is { } target
                ? $"The link '{path}' leads to '{target}', which is not there."
                : $"There is no file or folder '{path}'.";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"'{path}' cannot be read: {e.Message}";
        }
    }

    private void AddFile(string path, string key, IReadOnlyList<string> way)
    {
        try
        {
            var file = new FileInfo(path);
            var target = file.LinkTarget is null ? file : file.ResolveLinkTarget(returnFinalTarget: true)!;
            if (ownPaths.Contains(PlaceOf(file, way)))
            {
                selection.Notes.Add($"left out '{path}': it is this storage's own file (its configuration or its ledger)");
            }
            else if (target is FileInfo { Exists: true, Length: var length })
            {
                selection.Add(path, key, length);
            }
            else
            {
                selection.Fail(path, ProblemOf(path));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            selection.Fail(path, $"'{path}' cannot be read: {e.Message}");
        }
    }

    private void AddFolder(string path, string keys, IReadOnlyList<string> way)
    {
        List<FileSystemInfo> entries;
        string place;
        try
        {
            var folder = new DirectoryInfo(path);
            place = PlaceOf(folder, way);
            if (ownPaths.Contains(place))
            {
                selection.Notes.Add($"left out '{path}': it is this storage's own folder");
                return;
            }

            if (way.Any(above => above == place || above.StartsWith(place.TrimEnd('/') + "/", StringComparison.Ordinal)))
            {
                selection.Fail(path, $"The link '{path}' leads back to '{place}', which it lies in: it was not followed.");
                return;
            }

            entries = [.. folder.EnumerateFileSystemInfos().OrderBy(static entry => entry.Name, StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            selection.Fail(path, $"The folder '{path}' cannot be read: {e.Message}");
            return;
        }

        List<string> deeper = [.. way, place];
        foreach (var entry in entries)
        {
            var entryPath = Path.Join(path, entry.Name);
            switch (FileKinds.Of(entryPath))
            {
                case FileKind.Folder:
                    AddFolder(entryPath, keys + entry.Name + "/", deeper);
                    break;
                case FileKind.Regular:
                    AddFile(entryPath, keys + entry.Name, deeper);
                    break;
                default:
                    selection.Fail(entryPath, ProblemOf(entryPath));
                    break;
            }
        }
    }

    // Below a folder whose real path is known, only a link leads elsewhere.
    private static string PlaceOf(FileSystemInfo entry, IReadOnlyList<string> way) =>
        way.Count == 0 || entry.LinkTarget is not null ? RealPath.Of(entry.FullName) : Path.Join(way[^1], entry.Name);
}
