namespace ResilientStorage.Cli.Puts;

/// <summary>Finds the files below folders. Links are followed, unless they lead back to where the walk came from.</summary>
/// <param name="selection">Where the findings go.</param>
/// <param name="ownFolders">Full paths of folders that belong to the storage: storing them would never end.</param>
internal sealed class FileWalk(FileSelection selection, IReadOnlyList<string> ownFolders)
{
    /// <summary>Adds a file, or all files below a folder.</summary>
    /// <param name="path">The path, as it was given.</param>
    /// <param name="prefix">What comes before the keys: empty, or a text that ends with a slash.</param>
    public void Add(string path, string prefix)
    {
        if (File.Exists(path))
        {
            AddFile(path, prefix + Path.GetFileName(path));
            return;
        }

        if (!Directory.Exists(path))
        {
            selection.Fail(path, ProblemOfMissing(path));
            return;
        }

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

    private static string ProblemOfMissing(string path)
    {
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

    private void AddFile(string path, string key)
    {
        try
        {
            var file = new FileInfo(path);
            var target = file.LinkTarget is null ? file : file.ResolveLinkTarget(returnFinalTarget: true)!;
            if (target is FileInfo { Exists: true, Length: var length })
            {
                selection.Add(path, key, length);
            }
            else
            {
                selection.Fail(path, ProblemOfMissing(path));
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
            place = RealPath(folder, way);
            if (ownFolders.Contains(place, StringComparer.Ordinal))
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
            if (Directory.Exists(entryPath))
            {
                AddFolder(entryPath, keys + entry.Name + "/", deeper);
            }
            else if (File.Exists(entryPath))
            {
                AddFile(entryPath, keys + entry.Name);
            }
            else
            {
                selection.Fail(entryPath, ProblemOfMissing(entryPath));
            }
        }
    }

    // Below a folder whose real path is known, only a link leads elsewhere.
    private static string RealPath(DirectoryInfo folder, IReadOnlyList<string> way)
    {
        if (folder.LinkTarget is not null)
        {
            return Path.TrimEndingDirectorySeparator(folder.ResolveLinkTarget(returnFinalTarget: true)!.FullName);
        }

        return way.Count == 0 ? Path.TrimEndingDirectorySeparator(folder.FullName) : Path.Join(way[^1], folder.Name);
    }
}
