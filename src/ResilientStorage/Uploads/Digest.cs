namespace ResilientStorage.Uploads;

/// <summary>What was taken of some content on its way.</summary>
internal sealed record Digest(long Length, string Sha256, int BlockSize, ReadOnlyMemory<uint> Blocks);
