using System.Globalization;
using System.Xml.Linq;

namespace ResilientStorage.Emulators;

/// <summary>Elements in the service's namespace.</summary>
internal static class Names
{
    public static readonly XNamespace Space = "http://cloudfront.amazonaws.com/doc/2020-05-31/";

    public static XElement Element(string name, params object?[] content) => new(Space + name, content);

    /// <summary>A list as the service writes one: without <c>Items</c> when it is empty.</summary>
    public static object[] List(IReadOnlyCollection<XElement> items) => items.Count == 0
        ? [Element("Quantity", "0")]
        : [Element("Quantity", items.Count.ToString(CultureInfo.InvariantCulture)), Element("Items", items)];

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
