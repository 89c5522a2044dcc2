namespace ResilientStorage.Wire;

/// <summary>Bounds against tests that never end.</summary>
internal static class Limits
{
    public static readonly TimeSpan Hang = TimeSpan.FromSeconds(30);
}
