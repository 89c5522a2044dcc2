using Microsoft.Win32.SafeHandles;

namespace ResilientStorage.Stores.FileSystem;

/// <summary>Makes and opens files and folders that only the process's user may read: objects are private.</summary>
internal static class PrivateFiles
{
    // Others may rename and delete a file while it is open, as they always may on Unix.
    private const FileShare Everything = FileShare.ReadWrite | FileShare.Delete;

    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Makes a new file.</summary>
    public static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = Everything, BufferSize = 0, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    /// <summary>Opens a file that is no link.</summary>
    /// <returns>Null when it is not there.</returns>
    public static SafeFileHandle? Open(string path, FileAccess access = FileAccess.Read)
    {
        if (Find(path) is null)
        {
            return null;
        }

        try
        {
            return File.OpenHandle(path, FileMode.Open, access, Everything, FileOptions.Asynchronous);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Looks a file up and refuses what is not a plain file.</summary>
    /// <returns>Null when it is not there.</returns>
    public static FileInfo? Find(string path)
    {
        var file = new FileInfo(path);
        if (file.LinkTarget is not null)
        {
            throw new FileSystemStoreException(StorageErrorKind.AccessDenied, $"The object's file '{path}' is a link, which could lead out of the store's folder: remove it.");
        }

        return file.Exists ? file : null;
    }

    /// <summary>Deletes a file; nothing happens when it, or its folder, is not there.</summary>
    public static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            // The folder was pruned, and only empty ones are.
        }
    }
}
