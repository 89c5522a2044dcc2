using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace ResilientStorage.Sqlite;

/// <summary>Says what an error of SQLite means for the ledger and what to do. Result codes: https://www.sqlite.org/rescode.html.</summary>
internal static class SqliteErrorMapper
{
    public static LedgerException Map(DbException error, string place, TimeSpan busyTimeout)
    {
        var code = (error as SqliteException)?.SqliteErrorCode ?? 0;
        var (kind, what) = Describe(code, busyTimeout);
        return new LedgerException(kind, $"{what} ({place}: {error.Message})", error) { IsLocked = code is 5 or 6 };
    }

    /// <summary>Recognises a process without a native SQLite library; null for anything else.</summary>
    public static LedgerException? MapMissingLibrary(Exception error)
    {
        // Without a bundle SQLitePCL.raw throws a bare Exception; a bundle without a library for this platform fails while it loads.
        var isMissing = error is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException
            || (error is TypeInitializationException && error.InnerException is { } inner && MapMissingLibrary(inner) is not null)
            || (error is System.Reflection.TargetInvocationException && error.InnerException is { } cause && MapMissingLibrary(cause) is not null)
            || (error.GetType() == typeof(Exception) && error.Message.Contains("SetProvider", StringComparison.Ordinal));
        return isMissing
            ? new LedgerException(
                LedgerErrorKind.Configuration,
                "There is no native SQLite library in this process: add the package SQLitePCLRaw.bundle_e_sqlite3 to the application. It is found by itself; an application that is trimmed or compiled ahead of time calls SQLitePCL.Batteries_V2.Init() once at start.",
                error)
            : null;
    }

    private static (LedgerErrorKind Kind, string What) Describe(int code, TimeSpan busyTimeout) => code switch
    {
        3 or 23 => (LedgerErrorKind.Configuration, "The ledger's file may not be used: give this process the right to read and write it and its folder."),
        5 or 6 => (LedgerErrorKind.Unavailable, $"The ledger is locked: another process has held its write lock for longer than {busyTimeout.TotalSeconds:0.###} s. Retry, end that process's transaction, or raise SqliteLedgerOptions.BusyTimeout."),
        7 => (LedgerErrorKind.Unavailable, "SQLite is out of memory. Free some and retry."),
        8 => (LedgerErrorKind.Configuration, "The ledger's file cannot be written: it, its folder or its file system is read-only. Give this process the right to write there."),
        10 => (LedgerErrorKind.Unavailable, "Reading or writing the ledger's file failed: look after the disk, then retry."),
        11 => (LedgerErrorKind.Corrupt, "The ledger's file is damaged: restore it from a backup and check the disk."),
        13 => (LedgerErrorKind.Unavailable, "The disk that holds the ledger is full, or the file has reached its greatest size: make room, then retry."),
        14 => (LedgerErrorKind.Configuration, "The ledger's file cannot be opened: make its folder, check the path and the rights, and with Schema = SchemaMode.Verify make the file by the script first."),
        19 => (LedgerErrorKind.Conflict, "A row of the ledger was changed by another at the same time: look at it again before anything else is done."),
        26 => (LedgerErrorKind.Configuration, "The ledger's path names a file that is no SQLite database (or an encrypted one): give another path."),
        1 => (LedgerErrorKind.Configuration, "The ledger's tables are not those that this code knows: run the schema scripts of the package, or set Schema = SchemaMode.Create on a database of its own."),
        _ => (LedgerErrorKind.Unavailable, "The ledger's database failed. Retry, then look at the cause."),
    };
}
