using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ResilientStorage.Snippets.Documents;

/// <summary>The documentation comments of a package, as the compiler wrote them.</summary>
internal sealed partial class XmlDocumentation(Assembly assembly)
{
    private readonly Dictionary<string, XElement> _members = XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml"), LoadOptions.PreserveWhitespace).Descendants("member")
        .ToDictionary(static member => member.Attribute("name")!.Value);

    public string SummaryOf(MemberInfo member) => Text(member, "summary") ?? throw new InvalidOperationException($"{member.DeclaringType?.Name}.{member.Name} has no summary.");

    /// <summary>The default and the range in words; null where a member has none.</summary>
    public string? ValueOf(MemberInfo member) => Text(member, "value");

    private string? Text(MemberInfo member, string element)
    {
        var id = member switch
        {
            Type type => $"T:{type.FullName}",
            PropertyInfo property => $"P:{property.DeclaringType!.FullName}.{property.Name}",
            FieldInfo field => $"F:{field.DeclaringType!.FullName}.{field.Name}",
            _ => throw new NotSupportedException($"{member.MemberType}"),
        };
        return _members.TryGetValue(id.Replace('+', '.'), out var found) && found.Element(element) is { } text ? Blanks().Replace(string.Concat(text.Nodes().Select(Render)), " ").Trim() : null;
    }

    private string Render(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement { Name.LocalName: "see" } see when see.Attribute("cref") is { } cref => $"`{NameOf(cref.Value)}`",
        XElement { Name.LocalName: "see" } see when see.Attribute("href") is { } href => $"[{(see.Value.Length > 0 ? see.Value : href.Value)}]({href.Value})",
        XElement { Name.LocalName: "see" } see when see.Attribute("langword") is { } word => $"`{word.Value}`",
        XElement other => string.Concat(other.Nodes().Select(Render)),
        _ => "",
    };

    /// <summary>The last part of a reference; of a constant text, the text itself.</summary>
    private string NameOf(string reference)
    {
        var name = LastPart().Match(reference).Value;
        var type = reference.StartsWith("F:", StringComparison.Ordinal) ? assembly.GetTypes().FirstOrDefault(type => type.FullName?.Replace('+', '.') == reference[2..^(name.Length + 1)]) : null;
        return type?.GetField(name) is { IsLiteral: true } field && field.GetRawConstantValue() is string text ? text : name;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"[^.:]+(?=\(|$)")]
    private static partial Regex LastPart();
}
