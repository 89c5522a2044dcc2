using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace ResilientStorage.Stores.FileSystem;

/// <summary>
/// An unfinished upload on disk: a record, a sparse file in which every part has its place, and the table of the parts that are stored.
/// A part counts only after its bytes are flushed. The record is written last and removed first: a folder without it is no upload.
/// </summary>
internal sealed class UploadFolder(string path)
{
    private const string RecordName = "upload";

    public string ContentPath => Path.Join(path, "content");

    private string TablePath => Path.Join(path, "parts");

    public void Begin(UploadRecord record)
    {
        using (PrivateFiles.Create(ContentPath))
        using (PrivateFiles.Create(TablePath))
        {
        }

        var draft = Path.Join(path, RecordName + ".draft");
        RecordFile.Write(draft, record, RecordJson.Default.UploadRecord);
        File.Move(draft, Path.Join(path, RecordName));
        FolderSync.Flush(path);
    }

    /// <summary>The record; null when there is no such upload, or only a damaged rest of one, which nobody could complete.</summary>
    public UploadRecord? Find()
    {
        try
        {
            return RecordFile.Read(Path.Join(path, RecordName), RecordJson.Default.UploadRecord);
        }
        catch (FileSystemStoreException error) when (error.Kind == StorageErrorKind.Integrity)
        {
            return null;
        }
    }

    /// <summary>Writes a part in its place.</summary>
    /// <returns>Null when the upload ended meanwhile.</returns>
    public async Task<StoredPart?> WriteAsync(int number, long offset, ReadOnlySequence<byte> bytes, CancellationToken cancellationToken)
    {
        using var content = PrivateFiles.Open(ContentPath, FileAccess.Write);
        using var table = PrivateFiles.Open(TablePath, FileAccess.ReadWrite);
        if (content is null || table is null)
        {
            return null;
        }

        PartTable.Clear(table, number);
        var checksum = await ContentFile.WriteAsync(content, bytes, offset, cancellationToken).ConfigureAwait(false);
        RandomAccess.FlushToDisk(content);
        return PartTable.Write(table, number, bytes.Length, checksum);
    }

    /// <summary>Checks that these are the parts that are stored, and cuts the content to their length.</summary>
    /// <returns>The length; null when the upload ended meanwhile.</returns>
    public long? Seal(IReadOnlyList<StoredPart> parts, long partSize)
    {
        using var content = PrivateFiles.Open(ContentPath, FileAccess.ReadWrite);
        using var table = PrivateFiles.Open(TablePath);
        if (content is null || table is null)
        {
            return null;
        }

        var length = Check(table, parts, partSize);
        if (RandomAccess.GetLength(content) < length)
        {
            throw new FileSystemStoreException(StorageErrorKind.Integrity, $"The upload's file has fewer bytes than the {length} of its parts: abort it and begin again.");
        }

        RandomAccess.SetLength(content, length);
        RandomAccess.FlushToDisk(content);
        return length;
    }

    public void Remove()
    {
        PrivateFiles.Delete(Path.Join(path, RecordName));
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Another call was faster, and gone is what was asked for.
        }
    }

    private static long Check(SafeFileHandle table, IReadOnlyList<StoredPart> parts, long partSize)
    {
        if (parts.Count == 0)
        {
            throw Refuse("An upload is completed with at least one part.");
        }

        for (var index = 0; index < parts.Count; index++)
        {
            var part = parts[index];
            if (part.Number != index + 1)
            {
                throw Refuse($"Part {index + 1} is missing from the list, which names part {part.Number} in its place.");
            }

            if (PartTable.Read(table, part.Number) != part)
            {
                throw Refuse($"Part {part.Number} was not stored, or differs from the one that was.");
            }

            if (index < parts.Count - 1 && part.Length != partSize)
            {
                throw Refuse($"Part {part.Number} has {part.Length} bytes; every part but the last has {partSize}.");
            }
        }

        return ((parts.Count - 1) * partSize) + parts[^1].Length;
    }

    private static FileSystemStoreException Refuse(string message) => new(StorageErrorKind.InvalidRequest, message);
}
