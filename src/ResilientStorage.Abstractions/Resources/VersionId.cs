using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace ResilientStorage;

/// <summary>
/// Names one version of a resource: a UUIDv7 (RFC 9562), so that ids sort by the time they were made.
/// Its text is the lower-case hyphenated form of 36 characters, whose byte order equals the order of the ids.
/// </summary>
public readonly struct VersionId : IEquatable<VersionId>, IComparable<VersionId>, ISpanParsable<VersionId>
{
    /// <summary>The length of the text form, in characters.</summary>
    public const int TextLength = 36;

    private readonly Guid _value;

    /// <summary>Wraps an existing id, as read back from a ledger.</summary>
    /// <param name="value">The id.</param>
    public VersionId(Guid value) => _value = value;

    /// <summary>The id as a <see cref="Guid"/>.</summary>
    public Guid Value => _value;

    /// <summary>Builds a UUIDv7 from a time and 10 random bytes, so that the caller owns both sources.</summary>
    /// <param name="time">The time of creation; its milliseconds since 1970 go into the first 48 bits.</param>
    /// <param name="random">Exactly 10 random bytes; 6 bits of them give way to version and variant.</param>
    /// <returns>The id.</returns>
    /// <exception cref="ArgumentException"><paramref name="random"/> does not hold 10 bytes.</exception>
    public static VersionId Create(DateTimeOffset time, ReadOnlySpan<byte> random)
    {
        if (random.Length != 10)
        {
            throw new ArgumentException($"A UUIDv7 takes 10 random bytes, not {random.Length}.", nameof(random));
        }

        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, time.ToUnixTimeMilliseconds() << 16);
        random.CopyTo(bytes[6..]);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x70);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new VersionId(new Guid(bytes, bigEndian: true));
    }

    /// <inheritdoc/>
    public static VersionId Parse(string s, IFormatProvider? provider = null)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Parse(s.AsSpan(), provider);
    }

    /// <inheritdoc/>
    public static VersionId Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException($"'{s}' is not a version id: expected a UUID of 36 characters such as 01937d3c-5b6a-7cc0-9e2b-0123456789ab.");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out VersionId result) =>
        TryParse(s.AsSpan(), provider, out result);

    /// <inheritdoc/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out VersionId result)
    {
        var parsed = Guid.TryParseExact(s, "D", out var value);
        result = new VersionId(value);
        return parsed;
    }

    /// <inheritdoc/>
    public int CompareTo(VersionId other)
    {
        Span<byte> left = stackalloc byte[16];
        Span<byte> right = stackalloc byte[16];
        _value.TryWriteBytes(left, bigEndian: true, out _);
        other._value.TryWriteBytes(right, bigEndian: true, out _);
        return left.SequenceCompareTo(right);
    }

    /// <inheritdoc/>
    public bool Equals(VersionId other) => _value == other._value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is VersionId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _value.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => _value.ToString("D");

    /// <summary>Whether both ids are the same.</summary>
    public static bool operator ==(VersionId left, VersionId right) => left.Equals(right);

    /// <summary>Whether the ids differ.</summary>
    public static bool operator !=(VersionId left, VersionId right) => !left.Equals(right);

    /// <summary>Whether <paramref name="left"/> sorts before <paramref name="right"/>.</summary>
    public static bool operator <(VersionId left, VersionId right) => left.CompareTo(right) < 0;

    /// <summary>Whether <paramref name="left"/> sorts after <paramref name="right"/>.</summary>
    public static bool operator >(VersionId left, VersionId right) => left.CompareTo(right) > 0;

    /// <summary>Whether <paramref name="left"/> sorts before or equals <paramref name="right"/>.</summary>
    public static bool operator <=(VersionId left, VersionId right) => left.CompareTo(right) <= 0;

    /// <summary>Whether <paramref name="left"/> sorts after or equals <paramref name="right"/>.</summary>
    public static bool operator >=(VersionId left, VersionId right) => left.CompareTo(right) >= 0;
}
