namespace ResilientStorage.Reads;

/// <summary>Checks a range against the content.</summary>
internal static class ReadRange
{
    public static void Check(ReadOptions options)
    {
        if (options.Range is { } range)
        {
            if (range.Offset < 0 || range.Length < 0)
            {
                throw new ArgumentOutOfRangeException(nameof(options), $"The range begins at {range.Offset} and has {range.Length} bytes: neither can be negative.");
            }

            if (options.VerifyHash)
            {
                throw new ArgumentException("VerifyHash needs the whole content: leave Range out, or VerifyHash (blocks are always checked).", nameof(options));
            }
        }
    }

    /// <summary>Fills the length in.</summary>
    public static ByteRange Resolve(ByteRange asked, long contentLength)
    {
        var length = asked.Length ?? contentLength - asked.Offset;
        if (asked.Offset > contentLength || length > contentLength - asked.Offset)
        {
#pragma warning disable CA2208 // The parameter is the public method's: options.
            throw new ArgumentOutOfRangeException(
                "options",
                $"The range begins at {asked.Offset} and has {asked.Length?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "all"} bytes, but the resource has {contentLength} bytes.");
#pragma warning restore CA2208
        }

        return new ByteRange(asked.Offset, length);
    }
}
