using ResilientStorage.Configuration;
using ResilientStorage.Stores;

namespace ResilientStorage.Uploads;

/// <summary>
/// How content is cut: equal parts (some providers insist on them), each of eight blocks. Grows for content that would need more than 10,000 parts,
/// the S3 limit (https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html), when its length is known.
/// </summary>
internal sealed record PartPlan(int PartSize, int PartsInFlight)
{
    private const int BlocksPerPart = 8;
    private const int MaxParts = 10_000;

    public int BlockSize => PartSize / BlocksPerPart;

    /// <summary>Content up to here is one PUT per store.</summary>
    public long SinglePutLimit => (long)PartSize * PartsInFlight;

    /// <summary>The longest content that this plan can take.</summary>
    public long MaxLength => (long)PartSize * MaxParts;

    public static PartPlan For(ResilientStorageOptions options, long? length)
    {
        var size = options.PartSize;
        if (length > (long)size * MaxParts)
        {
            var needed = ((length.Value - 1) / MaxParts) + 1;
            var rounded = ((needed - 1) / size + 1) * size;
            if (rounded > 1L << 30)
            {
                throw new StorageException(StorageErrorKind.InvalidRequest, $"{length} bytes are more than {MaxParts} parts of 1 GiB can hold.");
            }

            size = (int)rounded;
        }

        return new PartPlan(size, options.PartsInFlight);
    }

    /// <summary>Finds the store that cannot take the content.</summary>
    /// <returns>The rule that it breaks; null when every store can.</returns>
    public string? FindLimit(ManagedStore store, long length)
    {
        if (length > store.Capabilities.MaxObjectSize)
        {
            return $"store '{store.Name}' takes objects of at most {store.Capabilities.MaxObjectSize} bytes.";
        }

        if (length <= SinglePutLimit)
        {
            return null;
        }

        return store.Driver is not IMultipartObjectStore
            ? $"store '{store.Name}' takes no uploads in parts, so content may have at most {SinglePutLimit} bytes (PartSize x PartsInFlight)."
            : PartSize < store.Capabilities.MinPartSize
            ? $"store '{store.Name}' takes no parts below {store.Capabilities.MinPartSize} bytes: raise PartSize, which is {PartSize}."
            : length > MaxLength
                ? $"content of unknown length may have at most {MaxLength} bytes ({MaxParts} parts). Set ContentLength, or raise PartSize."
                : null;
    }
}
