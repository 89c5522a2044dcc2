namespace ResilientStorage.Process;

/// <summary>Content that is named by a number: its bytes and its length follow from it.</summary>
internal static class Content
{
    /// <summary>A third each: tiny, one PUT of up to all parts in flight, and in parts. A part more or less, so that edges occur.</summary>
    public static int LengthOf(int seed)
    {
        var random = new Random(seed);
        const int singlePut = StorageFolder.PartSize * StorageFolder.PartsInFlight;
        return (seed % 3) switch
        {
            0 => random.Next(0, 4_096),
            1 => random.Next(4_096, singlePut + 1),
            _ => singlePut + random.Next(1, 6 * StorageFolder.PartSize),
        };
    }

    public static byte[] Bytes(int seed) => SeededStream.Bytes((ulong)seed, LengthOf(seed));
}
