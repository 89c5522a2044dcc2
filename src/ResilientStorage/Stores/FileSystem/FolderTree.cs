namespace ResilientStorage.Stores.FileSystem;

/// <summary>
/// A tree of folders inside the store's folder. Before every use each folder on the way is looked at: a link would lead out of the store and is refused,
/// and so is a file in the place of a folder, which must not read as "no such object". The store's folder itself may be a link: its owner has chosen it.
/// </summary>
internal sealed class FolderTree(string storeRoot, string name)
{
    private const FileAttributes Missing = (FileAttributes)(-1);

    /// <summary>The path of a folder; null when it or one on the way is not there.</summary>
    public string? Find(IReadOnlyList<string> folders)
    {
        if (!IsFolder(storeRoot, mayBeLink: true))
        {
            return null;
        }

        var current = storeRoot;
        foreach (var component in folders.Prepend(name))
        {
            current = Path.Join(current, component);
            if (!IsFolder(current))
            {
                return null;
            }
        }

        return current;
    }

    /// <summary>The path of a folder, which is made durably when it is not there.</summary>
    public string Ensure(IReadOnlyList<string> folders)
    {
        if (!IsFolder(storeRoot, mayBeLink: true))
        {
            Create(storeRoot);
        }

        var current = storeRoot;
        foreach (var component in folders.Prepend(name))
        {
            current = Path.Join(current, component);
            if (!IsFolder(current))
            {
                Create(current);
            }
        }

        return current;
    }

    /// <summary>Removes folders that are empty, from the innermost outward. A put that needs one makes it again (<see cref="MoveInto"/>).</summary>
    public void Prune(IReadOnlyList<string> folders)
    {
        for (var depth = folders.Count; depth > 0; depth--)
        {
            var folder = Path.Join([storeRoot, name, .. folders.Take(depth)]);
            try
            {
                if (Directory.EnumerateFileSystemEntries(folder).Any())
                {
                    return;
                }

                Directory.Delete(folder);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Tidiness is no part of the promise: a folder that another call fills or removes right now, or that may not be removed, stays.
                return;
            }
        }
    }

    /// <summary>Renames a file into a folder of the tree in one step, replacing what has the name. The folder may be pruned at any moment until the file is in it, hence the repetition.</summary>
    /// <returns>The folder.</returns>
    public string MoveInto(IReadOnlyList<string> folders, string source, string fileName)
    {
        const int attempts = 100;
        for (var attempt = 1; ; attempt++)
        {
            var folder = Ensure(folders);
            try
            {
                File.Move(source, Path.Join(folder, fileName), overwrite: true);
                return folder;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException && Directory.Exists(Path.Join(folder, fileName)))
            {
                throw new FileSystemStoreException(StorageErrorKind.InvalidRequest, $"A folder stands in the place of the store's file '{Path.Join(folder, fileName)}': remove it.", error);
            }
            catch (IOException error) when (attempt < attempts && error is DirectoryNotFoundException or FileNotFoundException && File.Exists(source))
            {
            }
        }
    }

    /// <summary>Tells whether a folder is there, and refuses what stands in its place.</summary>
    public static bool IsFolder(string path, bool mayBeLink = false)
    {
        var folder = new DirectoryInfo(path);
        if (folder.Attributes == Missing)
        {
            return false;
        }

        if (!mayBeLink && folder.LinkTarget is not null)
        {
            throw new FileSystemStoreException(StorageErrorKind.AccessDenied, $"'{path}' is a link, which could lead out of the store's folder: remove it.");
        }

        return (folder.Attributes & FileAttributes.Directory) != 0
            ? true
            : throw new FileSystemStoreException(StorageErrorKind.InvalidRequest, $"A file stands in the place of the store's folder '{path}': remove it, or give the store another folder.");
    }

    private static void Create(string folder)
    {
        PrivateFiles.CreateFolder(folder);
        if (Path.GetDirectoryName(folder) is { } parent)
        {
            FolderSync.Flush(parent);
        }
    }
}
