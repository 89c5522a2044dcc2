using System.Security.Cryptography;

namespace ResilientStorage.Randomness;

internal sealed class CryptographicRandomSource : IRandomSource
{
    public void Fill(Span<byte> destination) => RandomNumberGenerator.Fill(destination);
}
