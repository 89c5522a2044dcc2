using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace ResilientStorage.Invalidation.CloudFront;

/// <summary>Reads the service's documents by local names: fields are added to them in place, and lists are absent when they are empty.</summary>
internal static class CloudFrontXml
{
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CloseInput = false };

    /// <summary>Reads a document.</summary>
    /// <exception cref="XmlException">It is none, ends early, or declares a document type.</exception>
    public static XElement Read(Stream stream)
    {
        using var reader = XmlReader.Create(stream, Settings);
        return XElement.Load(reader);
    }

    /// <summary>The first child of a name; null when there is none.</summary>
    public static XElement? Child(this XElement element, string name) => element.Elements().FirstOrDefault(child => child.Name.LocalName == name);

    /// <summary>The text of a child; null when there is none or it is empty.</summary>
    public static string? Text(this XElement element, string name) => element.Child(name)?.Value.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>Whether a child says true; null when it says neither.</summary>
    public static bool? Flag(this XElement element, string name) => bool.TryParse(element.Text(name), out var value) ? value : null;

    /// <summary>A child's whole number; null when it is none.</summary>
    public static long? Number(this XElement element, string name) => long.TryParse(element.Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The members of a list that is a child, which the service wraps in <c>Items</c>.</summary>
    public static IEnumerable<XElement> Items(this XElement element, string list) => element.Child(list)?.Items() ?? [];

    /// <summary>The members of this list.</summary>
    public static IEnumerable<XElement> Items(this XElement list) => list.Child("Items")?.Elements() ?? [];
}
