using System.Buffers;
using ResilientStorage.Stores.S3;

namespace ResilientStorage.Tests.Stores.S3;

public sealed class S3BodyTests
{
    [Fact]
    public void Read_AfterRewind_GivesTheSameBytes()
    {
        using var body = new S3Body(new ReadOnlySequence<byte>(new byte[] { 1, 2, 3, 4, 5 }));
        var first = new byte[5];
        body.ReadExactly(first);

        body.Position = 0;
        var second = new byte[5];
        body.ReadExactly(second);

        Assert.Equal(first, second);
        Assert.Equal(0, body.Read(second, 0, 5));
    }

    [Theory]
    [InlineData(SeekOrigin.Begin, 2, 3)]
    [InlineData(SeekOrigin.Current, 1, 3)]
    [InlineData(SeekOrigin.End, -1, 5)]
    public void Seek_FromAnywhere_ReadsFromThere(SeekOrigin origin, int offset, int next)
    {
        using var body = new S3Body(new ReadOnlySequence<byte>(new byte[] { 1, 2, 3, 4, 5 }));
        body.ReadByte();

        body.Seek(offset, origin);

        Assert.Equal(next, body.ReadByte());
    }

    [Fact]
    public void Read_AfterDispose_TouchesTheBufferNoMore()
    {
        var body = new S3Body(new ReadOnlySequence<byte>(new byte[] { 1, 2, 3 }));
        body.Dispose();

        Assert.Throws<ObjectDisposedException>(() => body.Read(new byte[1], 0, 1));
    }
}
