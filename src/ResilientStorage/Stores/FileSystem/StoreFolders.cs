namespace ResilientStorage.Stores.FileSystem;

/// <summary>The folders inside a store's folder: the bytes, the metadata, and what is being written, all on one volume so that renames are atomic.</summary>
internal sealed class StoreFolders(string root)
{
    private static readonly string[] UploadsPath = ["uploads"];

    public string Root => root;

    public FolderTree Objects { get; } = new(root, "objects");

    public FolderTree Metadata { get; } = new(root, "metadata");

    public FolderTree Temporary { get; } = new(root, "temporary");

    public string? FindUploads() => Temporary.Find(UploadsPath);

    public string EnsureUploads() => Temporary.Ensure(UploadsPath);

    public string? FindUpload(string uploadId) => Temporary.Find([.. UploadsPath, uploadId]);

    public string EnsureUpload(string uploadId) => Temporary.Ensure([.. UploadsPath, uploadId]);
}
