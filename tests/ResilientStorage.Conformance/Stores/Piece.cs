using System.Buffers;

namespace ResilientStorage.Conformance.Stores;

/// <summary>A piece of a sequence.</summary>
internal sealed class Piece : ReadOnlySequenceSegment<byte>
{
    public static ReadOnlySequence<byte> Sequence(byte[] content, int pieceLength)
    {
        Piece? first = null;
        Piece? last = null;
        for (var offset = 0; offset < content.Length; offset += pieceLength)
        {
            var piece = new Piece { Memory = content.AsMemory(offset, Math.Min(pieceLength, content.Length - offset)), RunningIndex = offset };
            first ??= piece;
            if (last is not null)
            {
                last.Next = piece;
            }

            last = piece;
        }

        return first is null ? ReadOnlySequence<byte>.Empty : new ReadOnlySequence<byte>(first, 0, last!, last!.Memory.Length);
    }
}
