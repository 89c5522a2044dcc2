namespace ResilientStorage.Stores.FileSystem;

/// <summary>
/// Lists object keys in the byte order of their UTF-8. The order of escaped names is another one, so each folder's names are turned back into keys and sorted;
/// a folder counts as its key with the slash, which puts <c>a-b</c> and <c>a.b</c> before <c>a/b</c> as their bytes want it, and folders that only continue a long name are taken apart first.
/// Memory is that of the folders on the way, each held once.
/// </summary>
internal sealed class ObjectKeyWalk(FolderTree metadata, string prefix, string? startAfter)
{
    public IEnumerable<string> Keys()
    {
        var parent = prefix[..(prefix.LastIndexOf('/') + 1)];
        if (metadata.Find(ObjectPath.FoldersOf(parent)) is not { } start)
        {
            yield break;
        }

        var open = new Stack<Queue<Child>>();
        open.Push(Children(start, parent));
        while (open.TryPeek(out var children))
        {
            if (!children.TryDequeue(out var child))
            {
                open.Pop();
            }
            else if (child.Folder is { } folder)
            {
                open.Push(Children(folder, child.Key));
            }
            else
            {
                yield return child.Key;
            }
        }
    }

    private Queue<Child> Children(string folder, string keyOfFolder)
    {
        var children = new List<Child>();
        Read(folder, keyOfFolder, [], children);
        children.Sort(static (x, y) => Utf8ByteOrderComparer.Instance.Compare(x.Key, y.Key));
        return new Queue<Child>(children);
    }

    private void Read(string folder, string keyOfFolder, IReadOnlyList<byte> begun, List<Child> children)
    {
        foreach (var entry in Entries(folder))
        {
            var isFile = entry.Name.EndsWith(ObjectPath.RecordSuffix, StringComparison.Ordinal);
            var isContinued = !isFile && entry.Name.EndsWith(PathEscaping.Continued);
            var component = isFile ? entry.Name[..^ObjectPath.RecordSuffix.Length] : isContinued ? entry.Name[..^1] : entry.Name;
            List<byte> bytes = [.. begun];

            // What people and operating systems leave in folders (.DS_Store, Thumbs.db) is no object.
            if (!PathEscaping.TryUnescape(component, bytes) || isFile != entry is FileInfo || (!isFile && !FolderTree.IsFolder(entry.FullName)))
            {
                continue;
            }

            if (isContinued)
            {
                Read(entry.FullName, keyOfFolder, bytes, children);
            }
            else if (ObjectKeyRules.Decode([.. bytes]) is { } segment)
            {
                var child = new Child(isFile ? keyOfFolder + segment : $"{keyOfFolder}{segment}/", isFile ? null : entry.FullName);
                if (IsWanted(child))
                {
                    children.Add(child);
                }
            }
        }
    }

    private bool IsWanted(Child child)
    {
        var isAfter = startAfter is null || Utf8ByteOrderComparer.Instance.Compare(child.Key, startAfter) > 0;
        return child.Folder is null
            ? isAfter && child.Key.StartsWith(prefix, StringComparison.Ordinal)
            : (isAfter || startAfter!.StartsWith(child.Key, StringComparison.Ordinal))
                && (child.Key.StartsWith(prefix, StringComparison.Ordinal) || prefix.StartsWith(child.Key, StringComparison.Ordinal));
    }

    private static IReadOnlyList<FileSystemInfo> Entries(string folder)
    {
        try
        {
            return [.. new DirectoryInfo(folder).EnumerateFileSystemInfos()];
        }
        catch (DirectoryNotFoundException)
        {
            // Pruned since its name was read: it was empty.
            return [];
        }
    }

    /// <summary>An object, or a folder whose keys all begin with <paramref name="Key"/>.</summary>
    private readonly record struct Child(string Key, string? Folder);
}
