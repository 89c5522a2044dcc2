namespace ResilientStorage.Testing;

/// <content>What a test looks at and breaks, past the store's own interface.</content>
public sealed partial class InMemoryObjectStore
{
    /// <summary>The keys of all objects, in the byte order of their UTF-8.</summary>
    public IReadOnlyList<string> ObjectKeys
    {
        get
        {
            lock (_gate)
            {
                return [.. _objects.Keys];
            }
        }
    }

    /// <summary>Copies the bytes of an object.</summary>
    /// <param name="objectKey">Its key.</param>
    /// <returns>The bytes.</returns>
    /// <exception cref="KeyNotFoundException">There is no such object.</exception>
    public byte[] ReadBytes(string objectKey) => Demand(objectKey).Content.AsSpan().ToArray();

    /// <summary>Flips the bits of one byte of an object and leaves its entity tag as it was, like a disk that rots.</summary>
    /// <param name="objectKey">Its key.</param>
    /// <param name="offset">Which byte, counted from 0.</param>
    /// <exception cref="KeyNotFoundException">There is no such object.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The object is not that long.</exception>
    public void Corrupt(string objectKey, long offset)
    {
        lock (_gate)
        {
            var found = Demand(objectKey);
            ArgumentOutOfRangeException.ThrowIfNegative(offset);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(offset, found.Content.Length);
            var content = found.Content.AsSpan().ToArray();
            content[offset] ^= 0xFF;
            _objects[objectKey] = found with { Content = content };
        }
    }

    /// <summary>Makes an object vanish, without a delete.</summary>
    /// <param name="objectKey">Its key.</param>
    /// <exception cref="KeyNotFoundException">There is no such object.</exception>
    public void Lose(string objectKey)
    {
        lock (_gate)
        {
            Demand(objectKey);
            _objects.Remove(objectKey);
        }
    }

    /// <summary>Makes everything vanish, unfinished uploads included.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _objects.Clear();
            _uploads.Clear();
        }
    }

    private InMemoryObject Demand(string objectKey) => Lookup(objectKey) ?? throw new KeyNotFoundException($"The store holds no object '{objectKey}'.");
}
