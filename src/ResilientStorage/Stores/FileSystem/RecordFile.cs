using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ResilientStorage.Integrity;

namespace ResilientStorage.Stores.FileSystem;

/// <summary>
/// A small file of one line: the CRC-32C of the rest in eight hexadecimal digits, a space, JSON. It is written under a temporary name, flushed and renamed;
/// the checksum tells the file that a disk or a crash has torn in spite of that.
/// </summary>
internal static class RecordFile
{
    private const int ChecksumLength = 8;
    private const int MaxLength = 64 << 10;

    /// <summary>Writes a new file and flushes it to the disk.</summary>
    public static void Write<T>(string path, T record, JsonTypeInfo<T> type)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(record, type);
        var checksum = Encoding.ASCII.GetBytes(Crc32C.Of(json).ToString("x8", CultureInfo.InvariantCulture));
        using var file = PrivateFiles.Create(path);
        file.Write([.. checksum, (byte)' ', .. json]);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Reads a file.</summary>
    /// <returns>The record; null when the file is not there.</returns>
    /// <exception cref="FileSystemStoreException">Of kind Integrity when the file is torn.</exception>
    public static T? Read<T>(string path, JsonTypeInfo<T> type)
        where T : class
    {
        using var handle = PrivateFiles.Open(path);
        if (handle is null)
        {
            return null;
        }

        var length = RandomAccess.GetLength(handle);
        var bytes = new byte[length is > ChecksumLength and <= MaxLength ? length : throw Torn(path)];
        var read = RandomAccess.Read(handle, bytes, 0);
        return Parse(bytes.AsSpan(0, read), type) ?? throw Torn(path);
    }

    private static T? Parse<T>(ReadOnlySpan<byte> bytes, JsonTypeInfo<T> type)
        where T : class
    {
        if (bytes.Length <= ChecksumLength
            || !uint.TryParse(bytes[..ChecksumLength], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var checksum)
            || checksum != Crc32C.Of(bytes[(ChecksumLength + 1)..]))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(bytes[(ChecksumLength + 1)..], type);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static FileSystemStoreException Torn(string path) =>
        new(StorageErrorKind.Integrity, $"The metadata file '{path}' is damaged: write the object again (a repair does), or delete it.");
}
