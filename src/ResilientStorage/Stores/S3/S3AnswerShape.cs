using System.Net.Http.Headers;

namespace ResilientStorage.Stores.S3;

/// <summary>Which bytes of an object an answer holds.</summary>
/// <param name="IsRange">Whether it is a part, by a <c>Content-Range</c>.</param>
/// <param name="Offset">The first byte.</param>
/// <param name="Length">How many bytes.</param>
/// <param name="ObjectLength">The length of the whole object.</param>
internal sealed record S3AnswerShape(bool IsRange, long Offset, long Length, long ObjectLength)
{
    /// <summary>Reads the headers.</summary>
    /// <returns>Null when they do not say: a body without a length that ends early would look complete.</returns>
    public static S3AnswerShape? Of(string? contentRange, long contentLength)
    {
        if (contentLength < 0)
        {
            return null;
        }

        if (string.IsNullOrEmpty(contentRange))
        {
            return new S3AnswerShape(IsRange: false, 0, contentLength, contentLength);
        }

        return ContentRangeHeaderValue.TryParse(contentRange, out var range) && range is { From: { } from, To: { } to, Length: { } total } && to - from + 1 == contentLength
            ? new S3AnswerShape(IsRange: true, from, contentLength, total)
            : null;
    }
}
