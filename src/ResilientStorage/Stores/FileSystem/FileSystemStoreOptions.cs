namespace ResilientStorage;

/// <summary>Where a store on the file system keeps its objects.</summary>
public sealed class FileSystemStoreOptions
{
    /// <summary>
    /// The folder, on a volume that knows atomic renames; made with the first write when it is missing. A relative path is taken from the current folder.
    /// The store owns what lies in it; no other store may use it, nor a folder inside it. On macOS, where a path has at most 1,024 bytes, keep it short.
    /// </summary>
    public string Path { get; set; } = "";
}
