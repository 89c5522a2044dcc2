namespace ResilientStorage.Abstractions.Tests.Resources;

/// <summary>Delivers all bytes and fails where the end should be, as a wrong whole-content hash does.</summary>
internal sealed class BadEndStream(byte[] bytes) : MemoryStream(bytes)
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Position == Length
            ? ValueTask.FromException<int>(new ResourceUnavailableException("a.txt", "The hash is wrong."))
            : base.ReadAsync(buffer, cancellationToken);
}
