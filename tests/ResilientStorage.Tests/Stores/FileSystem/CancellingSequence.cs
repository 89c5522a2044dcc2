using System.Buffers;

namespace ResilientStorage.Tests.Stores.FileSystem;

/// <summary>Content of two pieces, of which the second cancels when it is looked at.</summary>
internal sealed class CancellingSequence : ReadOnlySequenceSegment<byte>
{
    public static ReadOnlySequence<byte> Of(int length, CancellationTokenSource source)
    {
        var first = new CancellingSequence { Memory = new byte[length / 2] };
        var second = new CancellingSequence { Memory = new CancellingMemory(length - (length / 2), source).Memory, RunningIndex = length / 2 };
        first.Next = second;
        return new ReadOnlySequence<byte>(first, 0, second, length - (length / 2));
    }

    private sealed class CancellingMemory(int length, CancellationTokenSource source) : MemoryManager<byte>
    {
        private readonly byte[] _bytes = new byte[length];

        public override Memory<byte> Memory => CreateMemory(length);

        public override Span<byte> GetSpan()
        {
            source.Cancel();
            return _bytes;
        }

        public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

        public override void Unpin()
        {
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
