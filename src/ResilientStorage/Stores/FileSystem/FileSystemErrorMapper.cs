namespace ResilientStorage.Stores.FileSystem;

/// <summary>Turns errors of the file system into errors of a store.</summary>
internal static class FileSystemErrorMapper
{
    // On Unix, HResult is errno (the values of Linux, then of macOS where they differ); on Windows it is 0x8007 and the system's error code.
    private const int UnixReadOnly = 30;
    private const int UnixTooManyFiles = 24;
    private const int UnixFileTooLarge = 27;
    private const int UnixNoSpace = 28;
    private const int UnixQuotaLinux = 122;
    private const int UnixQuotaMacOS = 69;
    private const int WindowsWriteProtected = unchecked((int)0x80070013);
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);
    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private const int WindowsQuota = unchecked((int)0x8007050F);

    /// <summary>Maps an error.</summary>
    /// <returns>The error of the store; null for what is none, such as the caller's cancellation or a wrong argument.</returns>
    public static StorageException? Map(Exception error, string operation, string? key, string root) => error switch
    {
        FileSystemStoreException own => Make(own.Kind, own.Message, own.InnerException, operation, key),
        PathTooLongException => Make(
            StorageErrorKind.InvalidRequest, $"The path of the object's file below the store's folder '{root}' is longer than this system or volume takes: use a shorter folder or shorter keys.", error, operation, key),
        UnauthorizedAccessException => Make(
            StorageErrorKind.AccessDenied, $"The process may not use a file or folder in the store's folder '{root}': give its user the right to read and write there.", error, operation, key),
        FileNotFoundException or DirectoryNotFoundException => Make(
            StorageErrorKind.Unavailable, $"A file or folder below the store's folder '{root}' vanished during the call: see whether the volume is mounted and whether something else removes files there.", error, operation, key),
        IOException { HResult: var code } => MapCode(code, error, operation, key, root),
        _ => null,
    };

    private static StorageException MapCode(int code, Exception error, string operation, string? key, string root) => code switch
    {
        UnixNoSpace or UnixQuotaLinux or UnixQuotaMacOS or WindowsDiskFull or WindowsHandleDiskFull or WindowsQuota => Make(
            StorageErrorKind.QuotaExceeded, $"The volume of the store's folder '{root}' is full, or its quota is used up: make room there.", error, operation, key),
        UnixReadOnly or WindowsWriteProtected => Make(
            StorageErrorKind.AccessDenied, $"The volume of the store's folder '{root}' is read-only: mount it writable.", error, operation, key),
        UnixFileTooLarge => Make(
            StorageErrorKind.InvalidRequest, $"The volume of the store's folder '{root}' takes no file of that size: use another volume, or raise the process's limit of file sizes.", error, operation, key),
        UnixTooManyFiles => Make(
            StorageErrorKind.Throttled, $"The process has too many files open to use the store's folder '{root}': raise its limit of open files, or use fewer at once.", error, operation, key),
        _ => Make(
            StorageErrorKind.Unavailable, $"The file system failed in the store's folder '{root}': {error.Message} See whether the volume is mounted and sound.", error, operation, key),
    };

    private static StorageException Make(StorageErrorKind kind, string message, Exception? error, string operation, string? key) =>
        new(kind, message, error) { Operation = operation, Key = key };
}
