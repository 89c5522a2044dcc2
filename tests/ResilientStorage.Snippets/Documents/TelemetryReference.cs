using System.Reflection;
using System.Text;

namespace ResilientStorage.Snippets.Documents;

/// <summary>Tables of the public names of metrics and traces, with what their documentation says.</summary>
internal static class TelemetryReference
{
    public static string Instruments() => Table("instrument", typeof(ResilientStorageTelemetry.Instruments));

    public static string Activities() => Table("span", typeof(ResilientStorageTelemetry.Spans));

    public static string Attributes() => Table("tag", typeof(ResilientStorageTelemetry.Attributes));

    private static string Table(string kind, Type names)
    {
        var documentation = new XmlDocumentation(names.Assembly);
        var table = new StringBuilder($"| {kind} | what it is |\n|---|---|\n");
        foreach (var field in names.GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            table.Append($"| `{field.GetRawConstantValue()}` | {WithTagNames(documentation.SummaryOf(field))} |\n");
        }

        return table.ToString();
    }

    // Who reads the guide sees tags on a dashboard, and not the constants that the code's documentation links to.
    private static string WithTagNames(string text) => typeof(ResilientStorageTelemetry.Attributes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Aggregate(text, static (text, tag) => text.Replace($"`{tag.Name}`", $"`{tag.GetRawConstantValue()}`", StringComparison.Ordinal));
}
