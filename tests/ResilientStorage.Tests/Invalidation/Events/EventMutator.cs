using System.Text;

namespace ResilientStorage.Invalidation.Events;

/// <summary>Spoils documents in the ways of hostile and broken senders; the same seed spoils in the same way.</summary>
internal sealed class EventMutator(int seed)
{
    private static readonly byte[][] Tokens =
        [.. new[] { "{", "}", "[", "]", "\"", ",", ":", "null", "true", "-1e999", "\\ud800", "\\u0000", "%", "%ff", "%C3%28", "+", "{\"Records\":[", "\"body\":\"", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "\n" }.Select(Encoding.UTF8.GetBytes), [0xFF], [0xED, 0xA0, 0x80], [0x00]];

    private static readonly string[] Values = ["7", "null", "[]", "{}", "\"\"", "\"\\ud800\"", "true"];
    private readonly Random _random = new(seed);

    public byte[] Spoil(byte[] document)
    {
        var bytes = document.ToList();
        for (var times = 1 + _random.Next(6); times > 0 && bytes.Count > 0; times--)
        {
            var place = _random.Next(bytes.Count);
            var length = Math.Min(_random.Next(40), bytes.Count - place);
            switch (_random.Next(6))
            {
                case 0:
                    bytes[place] = (byte)_random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(place, length);
                    break;
                case 2:
                    bytes.InsertRange(place, bytes.GetRange(place, length));
                    break;
                case 3:
                    bytes.InsertRange(place, Tokens[_random.Next(Tokens.Length)]);
                    break;
                case 4:
                    ReplaceValue(bytes, place);
                    break;
                default:
                    bytes.RemoveRange(place, _random.Next(20) == 0 ? bytes.Count - place : 0);
                    break;
            }
        }

        return [.. bytes];
    }

    /// <summary>Cuts a document into pieces as a network may.</summary>
    public IEnumerable<byte[]> Cut(byte[] document)
    {
        for (var place = 0; place < document.Length;)
        {
            var length = Math.Min(1 + _random.Next(50), document.Length - place);
            yield return document[place..(place + length)];
            place += length;
        }
    }

    // The text after a colon becomes a value of another type, so that the document stays JSON.
    private void ReplaceValue(List<byte> bytes, int from)
    {
        var colon = bytes.IndexOf((byte)':', from);
        var end = colon < 0 ? -1 : bytes.FindIndex(colon, static value => value is (byte)',' or (byte)'}');
        if (end > 0)
        {
            bytes.RemoveRange(colon + 1, end - colon - 1);
            bytes.InsertRange(colon + 1, Encoding.UTF8.GetBytes(Values[_random.Next(Values.Length)]));
        }
    }
}
