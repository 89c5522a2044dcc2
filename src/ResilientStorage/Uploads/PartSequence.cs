using System.Buffers;

namespace ResilientStorage.Uploads;

/// <summary>Several parts as one content, without copying.</summary>
internal sealed class PartSequence : ReadOnlySequenceSegment<byte>
{
    private PartSequence(ReadOnlyMemory<byte> memory, long runningIndex)
    {
        Memory = memory;
        RunningIndex = runningIndex;
    }

    public static ReadOnlySequence<byte> Of(IReadOnlyList<Part> parts)
    {
        if (parts.Count == 0)
        {
            return ReadOnlySequence<byte>.Empty;
        }

        var first = new PartSequence(parts[0].Memory, runningIndex: 0);
        var last = first;
        for (var i = 1; i < parts.Count; i++)
        {
            var next = new PartSequence(parts[i].Memory, last.RunningIndex + last.Memory.Length);
            last.Next = next;
            last = next;
        }

        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }
}
