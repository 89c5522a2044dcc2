using Microsoft.Win32.SafeHandles;

namespace ResilientStorage.Stores.FileSystem;

/// <summary>
/// Puts complete files in their places, finds them and takes them away. An object is two files: its bytes, under a name that only this write has, and its metadata record,
/// which names the write. The bytes are renamed into place first, the record after them: the rename of the record is the one moment in which the object appears,
/// whole and with its own metadata, or an older write is replaced. A record first would name bytes that are not there yet. Removal goes the other way round.
/// What a crash leaves between the steps is named by a file in the temporary folder (<see cref="Leftovers"/>).
/// </summary>
internal sealed class ObjectShelf(StoreFolders folders, Leftovers leftovers)
{
    // Two writers of one key in this process would each see the same older write and forget the other's bytes. Between processes that costs disk space, never an object.
    private readonly Lock[] _keyLocks = [.. Enumerable.Range(0, 64).Select(static _ => new Lock())];

    /// <summary>Reads the record of an object.</summary>
    /// <exception cref="FileSystemStoreException">Of kind Integrity when it is damaged, or belongs to another key.</exception>
    public ObjectRecord? FindRecord(ObjectPath path) => leftovers.CurrentRecord(path);

    /// <summary>Looks up record and file.</summary>
    /// <returns>Null when there is no such object, or its bytes are gone.</returns>
    public (ObjectRecord Record, FileInfo File)? Find(ObjectPath path) =>
        Follow(path, static (record, file) => PrivateFiles.Find(file) is { } found ? (record, found) : ((ObjectRecord, FileInfo)?)null);

    /// <summary>Opens the bytes of an object.</summary>
    /// <returns>Null when there is no such object, or its bytes are gone.</returns>
    public (ObjectRecord Record, SafeFileHandle File)? Open(ObjectPath path) =>
        Follow(path, static (record, file) => PrivateFiles.Open(file) is { } found ? (record, found) : ((ObjectRecord, SafeFileHandle)?)null);

    /// <summary>Makes the object of a complete file, which is moved, and of a record.</summary>
    public void Publish(ObjectPath path, string file, ObjectRecord record)
    {
        lock (LockOf(path.ObjectKey))
        {
            var replaced = ReadableRecord(path);
            var pending = leftovers.NotePending(record);
            var replacedNote = replaced is null ? null : leftovers.NoteReplaced(replaced);
            try
            {
                FolderSync.Flush(folders.Objects.MoveInto(path.Folders, file, path.DataName(record.Generation)));
                Flush(folders.Metadata.MoveInto(path.Folders, pending, path.RecordName));
            }
            finally
            {
                // A note keeps what the current record names: so this is right whether the write succeeded or failed.
                TidyUp(pending, bytesMayLie: !File.Exists(file));
                TidyUp(replacedNote, bytesMayLie: true);
            }
        }
    }

    /// <summary>Takes an object away; nothing happens when it is not there.</summary>
    public void Remove(ObjectPath path)
    {
        lock (LockOf(path.ObjectKey))
        {
            leftovers.FinishRemovals(path.ObjectKey);
            if (folders.Metadata.Find(path.Folders) is not { } metadata || PrivateFiles.Find(Path.Join(metadata, path.RecordName)) is null)
            {
                return;
            }

            var record = ReadableRecord(path);
            var note = leftovers.NewRemoval();
            try
            {
                File.Move(Path.Join(metadata, path.RecordName), note);
            }
            catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
            {
                // Another process has removed it between the look and the rename.
                return;
            }

            Flush(metadata);
            if (record is null)
            {
                RemoveUnnamed(path);
            }

            leftovers.Finish(note);
            folders.Metadata.Prune(path.Folders);
            folders.Objects.Prune(path.Folders);
        }
    }

    private void TidyUp(string? note, bool bytesMayLie)
    {
        if (note is not null && bytesMayLie)
        {
            leftovers.TryFinish(note);
        }
        else if (note is not null)
        {
            PrivateFiles.Delete(note);
        }
    }

    private T? Follow<T>(ObjectPath path, Func<ObjectRecord, string, T?> take)
        where T : struct
    {
        // A writer that replaces the object removes the older bytes after it has renamed the record: then the newer record is there to be followed.
        const int attempts = 100;
        string? generation = null;
        for (var attempt = 0; attempt < attempts; attempt++)
        {
            var record = FindRecord(path);
            if (record is null || record.Generation == generation)
            {
                return null;
            }

            generation = record.Generation;
            if (folders.Objects.Find(path.Folders) is { } folder && take(record, Path.Join(folder, path.DataName(generation))) is { } taken)
            {
                return taken;
            }
        }

        throw new FileSystemStoreException(StorageErrorKind.Unavailable, "The object is replaced again and again while it is being opened: try again.");
    }

    private ObjectRecord? ReadableRecord(ObjectPath path)
    {
        try
        {
            return FindRecord(path);
        }
        catch (FileSystemStoreException error) when (error.Kind == StorageErrorKind.Integrity)
        {
            // A write or a delete is what heals a damaged record.
            return null;
        }
    }

    // A damaged record does not say which file is the object's: all that have its name are.
    private void RemoveUnnamed(ObjectPath path)
    {
        if (folders.Objects.Find(path.Folders) is { } folder)
        {
            foreach (var file in Directory.EnumerateFiles(folder, path.Name + "~*"))
            {
                PrivateFiles.Delete(file);
            }

            FolderSync.Flush(folder);
        }
    }

    // From the rename on the change is there for every reader: an error must not say that nothing happened.
    private static void Flush(string folder)
    {
        try
        {
            FolderSync.Flush(folder);
        }
        catch (IOException error)
        {
            throw new FileSystemStoreException(StorageErrorKind.Unknown, $"The change is made, but may not survive a loss of power: {error.Message}", error);
        }
    }

    private Lock LockOf(string key) => _keyLocks[(uint)string.GetHashCode(key, StringComparison.Ordinal) % _keyLocks.Length];
}
