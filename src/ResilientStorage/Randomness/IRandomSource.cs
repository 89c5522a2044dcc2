namespace ResilientStorage.Randomness;

/// <summary>Where ids and jitter come from; a port, so that a simulation can replay them.</summary>
internal interface IRandomSource
{
    void Fill(Span<byte> destination);
}
