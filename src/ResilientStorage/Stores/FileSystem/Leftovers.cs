namespace ResilientStorage.Stores.FileSystem;

/// <summary>
/// The notes in the temporary folder that say which bytes a change may leave behind if the process dies in the middle of it, and the cleaning by them.
/// A note is the record of a write: <c>.pending</c>, one that may not be published; <c>.replaced</c>, one that another is about to replace; <c>.removed</c>, one that was removed.
/// The bytes are deleted unless the object's current record names them.
/// </summary>
internal sealed class Leftovers(StoreFolders folders, TimeProvider timeProvider)
{
    // Far longer than any write takes: another process may be in the middle of one.
    private static readonly TimeSpan MinAge = TimeSpan.FromDays(1);

    private readonly Lock _collecting = new();
    private long? _collectedAt;

    public ObjectRecord? CurrentRecord(ObjectPath path)
    {
        if (folders.Metadata.Find(path.Folders) is not { } folder)
        {
            return null;
        }

        var file = Path.Join(folder, path.RecordName);
        var record = RecordFile.Read(file, RecordJson.Default.ObjectRecord);
        return record is null || (record.Key == path.ObjectKey && Generation.IsValid(record.Generation))
            ? record
            : throw new FileSystemStoreException(StorageErrorKind.Integrity, $"The metadata file '{file}' is that of another object: write the object again (a repair does), or delete it.");
    }

    /// <summary>The path of a new file for content.</summary>
    public string NewContent() => NewFile(".content");

    public string NewRemoval() => NewFile(".removed");

    public string NotePending(ObjectRecord record) => Note(record, ".pending");

    public string NoteReplaced(ObjectRecord record) => Note(record, ".replaced");

    /// <summary>Deletes the bytes that a note names, and the note.</summary>
    public void Finish(string note)
    {
        if (ReadNote(note) is { } record)
        {
            var path = ObjectPath.Of(record.Key);
            if (folders.Objects.Find(path.Folders) is { } folder && Current(path) != record.Generation)
            {
                PrivateFiles.Delete(Path.Join(folder, path.DataName(record.Generation)));
                FolderSync.Flush(folder);
            }
        }

        PrivateFiles.Delete(note);
    }

    /// <summary>Does as <see cref="Finish"/>, but leaves the note to a later cleaning when the disk refuses: the change itself has its outcome already.</summary>
    public void TryFinish(string note)
    {
        try
        {
            Finish(note);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FileSystemStoreException)
        {
            // Deliberately quiet: the note stays, and with it the knowledge of what is to be deleted.
        }
    }

    /// <summary>Finishes removals that a crash or an error has interrupted, however young their notes are. Only a failure for the key itself is the caller's.</summary>
    public void FinishRemovals(string? objectKey = null)
    {
        if (folders.Temporary.Find([]) is { } temporary)
        {
            foreach (var note in Directory.EnumerateFiles(temporary, "*.removed"))
            {
                if (objectKey is not null && ReadNote(note)?.Key == objectKey)
                {
                    Finish(note);
                }
                else
                {
                    TryFinish(note);
                }
            }
        }
    }

    /// <summary>Cleans up after crashes of other processes: with the first write, and once a day in a process that lives on, because what died just before it began is too young at first.</summary>
    public void CollectDaily()
    {
        if (!IsCollectionDue() || folders.Temporary.Find([]) is not { } temporary)
        {
            return;
        }

        FinishRemovals();
        foreach (var file in Directory.EnumerateFiles(temporary).Where(IsOld))
        {
            if (Path.GetExtension(file) is ".pending" or ".replaced")
            {
                TryFinish(file);
            }
            else
            {
                PrivateFiles.Delete(file);
            }
        }

        CollectUploads();
    }

    // An upload whose record was never written began in a process that died, and nobody knows its id; a damaged one nobody can complete.
    private void CollectUploads()
    {
        if (folders.FindUploads() is { } uploads)
        {
            foreach (var upload in Directory.EnumerateDirectories(uploads).Where(IsOld).Select(static folder => new UploadFolder(folder)).Where(static upload => upload.Find() is null))
            {
                upload.Remove();
            }
        }
    }

    private string Note(ObjectRecord record, string extension)
    {
        var file = NewFile(extension);
        RecordFile.Write(file, record, RecordJson.Default.ObjectRecord);
        return file;
    }

    private string NewFile(string extension) => Path.Join(folders.Temporary.Ensure([]), Generation.Next() + extension);

    private static ObjectRecord? ReadNote(string note)
    {
        try
        {
            return RecordFile.Read(note, RecordJson.Default.ObjectRecord) is { } record && Generation.IsValid(record.Generation) ? record : null;
        }
        catch (FileSystemStoreException error) when (error.Kind == StorageErrorKind.Integrity)
        {
            return null;
        }
    }

    private string? Current(ObjectPath path)
    {
        try
        {
            return CurrentRecord(path)?.Generation;
        }
        catch (FileSystemStoreException error) when (error.Kind == StorageErrorKind.Integrity)
        {
            return null;
        }
    }

    private bool IsCollectionDue()
    {
        lock (_collecting)
        {
            if (_collectedAt is { } last && timeProvider.GetElapsedTime(last) < MinAge)
            {
                return false;
            }

            _collectedAt = timeProvider.GetTimestamp();
            return true;
        }
    }

    private bool IsOld(string path) => timeProvider.GetUtcNow() - File.GetLastWriteTimeUtc(path) > MinAge;
}
