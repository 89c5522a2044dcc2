namespace ResilientStorage;

/// <summary>Bytes that are told apart: the same seed gives the same bytes.</summary>
internal static class TestContent
{
    public static byte[] Bytes(int length, int seed = 1)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
