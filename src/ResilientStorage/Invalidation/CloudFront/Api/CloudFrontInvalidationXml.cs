using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace ResilientStorage.Invalidation.CloudFront;

/// <summary>Writes the batch that is sent, and reads the invalidation that comes back.</summary>
internal static class CloudFrontInvalidationXml
{
    private static readonly XNamespace Space = "http://cloudfront.amazonaws.com/doc/2020-05-31/";

    /// <summary>The body of a request.</summary>
    /// <exception cref="CloudFrontException">A path or the reference has a character that no XML document can hold.</exception>
    public static byte[] Write(CloudFrontInvalidationRequest request)
    {
        if (request.Paths.FirstOrDefault(static path => !IsText(path)) is { } unfit)
        {
            throw new CloudFrontException(CloudFrontErrorKind.InvalidPath, $"The path '{Uri.EscapeDataString(unfit)}' (shown escaped) has a character that cannot be sent: percent-encode it.");
        }

        if (!IsText(request.CallerReference))
        {
            throw new CloudFrontException(CloudFrontErrorKind.InvalidRequest, "The caller reference has a character that cannot be sent: use letters, digits and hyphens.");
        }

        var batch = new XElement(
            Space + "InvalidationBatch",
            new XElement(
                Space + "Paths",
                new XElement(Space + "Quantity", request.Paths.Count.ToString(CultureInfo.InvariantCulture)),
                new XElement(Space + "Items", request.Paths.Select(static path => new XElement(Space + "Path", path)))),
            new XElement(Space + "CallerReference", request.CallerReference));
        using var buffer = new MemoryStream();
        batch.Save(buffer, SaveOptions.DisableFormatting);
        return buffer.ToArray();
    }

    /// <summary>Reads an invalidation.</summary>
    /// <param name="element">The document.</param>
    /// <param name="now">When it was accepted, if it does not say.</param>
    /// <returns>Null when it has no id.</returns>
    public static CloudFrontInvalidation? Read(XElement element, DateTimeOffset now) => element.Text("Id") is not { } id
        ? null
        : new CloudFrontInvalidation
        {
            Id = id,
            IsCompleted = string.Equals(element.Text("Status"), "Completed", StringComparison.OrdinalIgnoreCase),
            CreatedAt = DateTimeOffset.TryParse(element.Text("CreateTime"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var created) ? created : now,
        };

    private static bool IsText(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (XmlConvert.IsXmlChar(text[index]))
            {
                continue;
            }

            if (index + 1 == text.Length || !XmlConvert.IsXmlSurrogatePair(text[index + 1], text[index]))
            {
                return false;
            }

            index++;
        }

        return true;
    }
}
