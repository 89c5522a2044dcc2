namespace ResilientStorage.Simulation.Kernel;

/// <summary>SplitMix64: small, seeded, the same on every platform, so that a seed replays for ever.</summary>
internal sealed class SimRandom(ulong seed)
{
    private ulong _state = seed;

    public ulong NextUInt64()
    {
        _state += 0x9E3779B97F4A7C15UL;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    /// <summary>A number from 0 to <paramref name="exclusiveMax"/> - 1.</summary>
    public int Next(int exclusiveMax) => (int)(NextUInt64() % (uint)exclusiveMax);

    public int Next(int min, int exclusiveMax) => min + Next(exclusiveMax - min);

    public bool Chance(double probability) => (NextUInt64() >> 11) * (1.0 / (1UL << 53)) < probability;

    public TimeSpan Between(TimeSpan min, TimeSpan max) => max <= min ? min : min + TimeSpan.FromTicks((long)(NextUInt64() % (ulong)(max - min).Ticks));

    public T Pick<T>(IReadOnlyList<T> items) => items[Next(items.Count)];

    public void Fill(Span<byte> destination)
    {
        Span<byte> block = stackalloc byte[8];
        while (!destination.IsEmpty)
        {
            BitConverter.TryWriteBytes(block, NextUInt64());
            var count = Math.Min(8, destination.Length);
            block[..count].CopyTo(destination);
            destination = destination[count..];
        }
    }

    public SimRandom Fork() => new(NextUInt64());
}
