using System.Buffers;

namespace ResilientStorage.Invalidation.Events;

/// <summary>
/// Tells apart JSON documents that follow each other: one a line, or over many lines, or one right after the other. What is no
/// JSON is handed on a line at a time, for the parser to judge; a document that was cut off does not take those after it along.
/// </summary>
internal sealed class JsonFramer(int maxBytes)
{
    private readonly Queue<byte[]?> _framed = new();
    private readonly ArrayBufferWriter<byte> _pending = new();
    private Place _place = Place.Between;
    private int _depth;
    private bool _isInText;
    private bool _isEscaped;
    private bool _isAtLineStart;

    private enum Place
    {
        Between,
        InDocument,
        InLine,
        Lost,
    }

    /// <summary>Takes the next document; null stands for one that was too large.</summary>
    public bool TryTake(out byte[]? document) => _framed.TryDequeue(out document);

    public void Add(ReadOnlySpan<byte> bytes)
    {
        foreach (var next in bytes)
        {
            Add(next);
        }
    }

    public void End()
    {
        if (_place == Place.InDocument)
        {
            Recover(isEnd: true);
        }
        else if (_place == Place.InLine)
        {
            Emit();
        }
    }

    private void Add(byte next)
    {
        if (_place is Place.InDocument or Place.InLine && _pending.WrittenCount == maxBytes)
        {
            Recover(isEnd: false);
        }

        switch (_place)
        {
            // Commas stand between documents that were cut from a list, the record separator between those of a JSON text sequence (RFC 7464).
            case Place.Between when next is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)',' or 0x1E or 0xEF or 0xBB or 0xBF:
                break;
            case Place.Between:
                _place = Opens(next) ? Place.InDocument : Place.InLine;
                Append(next);
                break;
            case Place.InLine when next == (byte)'\n':
                Emit();
                break;
            case Place.Lost when !(_isAtLineStart && Opens(next)):
                _isAtLineStart = next == (byte)'\n';
                break;
            case Place.Lost:
                _place = Place.InDocument;
                Append(next);
                break;
            default:
                Append(next);
                break;
        }
    }

    private void Append(byte next)
    {
        _pending.GetSpan(1)[0] = next;
        _pending.Advance(1);
        if (_place != Place.InDocument)
        {
            return;
        }

        if (_isInText)
        {
            _isInText = _isEscaped || next != (byte)'"';
            _isEscaped = !_isEscaped && next == (byte)'\\';
            return;
        }

        _isInText = next == (byte)'"';
        _depth += Opens(next) ? 1 : next is (byte)'}' or (byte)']' ? -1 : 0;
        if (_depth == 0)
        {
            Emit();
        }
    }

    private void Emit()
    {
        _framed.Enqueue(_pending.WrittenSpan.ToArray());
        Reset(Place.Between);
    }

    /// <summary>The document has no end, or none within the limit: its first line stands for it, and whole documents on the lines after it count.</summary>
    private void Recover(bool isEnd)
    {
        var rest = _pending.WrittenSpan.ToArray().AsSpan();
        var end = rest.IndexOf((byte)'\n');
        _framed.Enqueue(isEnd ? rest[..(end < 0 ? rest.Length : end)].ToArray() : null);
        rest = end < 0 ? [] : rest[(end + 1)..];
        var isLineStart = end >= 0;
        for (end = rest.IndexOf((byte)'\n'); end >= 0; end = rest.IndexOf((byte)'\n'))
        {
            var line = rest[..end].TrimEnd((byte)'\r');
            if (line is [(byte)'{', .., (byte)'}'] or [(byte)'[', .., (byte)']'])
            {
                FrameAlone(line);
            }

            rest = rest[(end + 1)..];
        }

        Reset(Place.Lost);
        _isAtLineStart = isLineStart;
        if (isEnd && rest.Length > 0 && Opens(rest[0]))
        {
            FrameAlone(rest);
        }
        else if (!isEnd)
        {
            Add(rest);
        }
    }

    // Documents may follow each other on a line here, too.
    private void FrameAlone(ReadOnlySpan<byte> line)
    {
        var framer = new JsonFramer(maxBytes);
        framer.Add(line);
        framer.End();
        while (framer.TryTake(out var document))
        {
            _framed.Enqueue(document);
        }
    }

    private void Reset(Place place)
    {
        _place = place;
        _pending.ResetWrittenCount();
        (_depth, _isInText, _isEscaped) = (0, false, false);
    }

    private static bool Opens(byte next) => next is (byte)'{' or (byte)'[';
}
