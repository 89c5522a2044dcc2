using ResilientStorage.Stores;

namespace ResilientStorage.Testing;

/// <summary>An unfinished upload of an <see cref="InMemoryObjectStore"/>.</summary>
internal sealed class InMemoryUpload(MultipartUpload upload, PutObjectOptions options)
{
    private readonly Dictionary<int, InMemoryPart> _parts = [];

    public MultipartUpload Upload { get; } = upload;

    public PutObjectOptions Options { get; } = options;

    public void Put(int number, InMemoryPart part) => _parts[number] = part;

    /// <summary>Joins the parts in the order of their numbers, after checking that they are the ones asked for.</summary>
    public byte[] Join(IReadOnlyList<StoredPart> parts, ObjectStoreCapabilities capabilities)
    {
        if (parts.Count == 0)
        {
            throw Refuse("An upload is completed with at least one part.");
        }

        for (var index = 0; index < parts.Count; index++)
        {
            Check(parts[index], index + 1, isLast: index == parts.Count - 1, capabilities);
        }

        var content = new byte[parts.Sum(static part => part.Length)];
        var offset = 0;
        foreach (var part in parts)
        {
            _parts[part.Number].Content.CopyTo(content, offset);
            offset += _parts[part.Number].Content.Length;
        }

        return content;
    }

    private void Check(StoredPart part, int number, bool isLast, ObjectStoreCapabilities capabilities)
    {
        if (part.Number != number)
        {
            throw Refuse($"Part {number} is missing from the list, which names part {part.Number} in its place.");
        }

        if (!_parts.TryGetValue(number, out var stored) || stored.ETag != part.ETag || stored.Content.Length != part.Length)
        {
            throw Refuse($"Part {number} was not stored, or differs from the one that was.");
        }

        if (!isLast && stored.Content.Length != Upload.PartSize)
        {
            throw Refuse($"Part {number} has {stored.Content.Length} bytes; every part but the last has {Upload.PartSize}.");
        }

        if (!isLast && stored.Content.Length < capabilities.MinPartSize)
        {
            throw Refuse($"Part {number} has {stored.Content.Length} bytes, fewer than the {capabilities.MinPartSize} that the store asks for.");
        }
    }

    private StorageException Refuse(string message) =>
        new(StorageErrorKind.InvalidRequest, message) { Operation = "CompleteMultipart", Key = Upload.ObjectKey };
}
