using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace ResilientStorage.Emulators;

/// <summary>The body of a request to invalidate.</summary>
internal sealed record InvalidationBatch(string CallerReference, IReadOnlyList<string> Paths)
{
    public static InvalidationBatch Read(ServiceRequest request, int maxBytes)
    {
        // The service's text asks for a Content-Type as well, but the AWS command line sends none and is served.
        if (request.Body.Length == 0)
        {
            throw ServiceError.MissingBody();
        }

        if (request.Body.Length > maxBytes)
        {
            throw ServiceError.BatchTooLarge();
        }

        var batch = Parse(request.Body);
        var list = batch.Element(Names.Space + "Paths");
        var reference = (string?)batch.Element(Names.Space + "CallerReference");
        if (batch.Name != Names.Space + "InvalidationBatch" || list is null || string.IsNullOrEmpty(reference))
        {
            throw ServiceError.Malformed();
        }

        List<string> paths = [.. (list.Element(Names.Space + "Items")?.Elements(Names.Space + "Path") ?? []).Select(static path => path.Value)];
        if ((string?)list.Element(Names.Space + "Quantity") != paths.Count.ToString(CultureInfo.InvariantCulture))
        {
            throw ServiceError.Inconsistent();
        }

        return new InvalidationBatch(reference, paths);
    }

    private static XElement Parse(byte[] body)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(body), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            return XElement.Load(reader);
        }
        catch (XmlException)
        {
            throw ServiceError.Malformed();
        }
    }
}
