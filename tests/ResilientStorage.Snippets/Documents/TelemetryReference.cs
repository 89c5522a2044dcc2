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
            table.Append($"| `{field.GetRawConstantValue()}` | {documentation.SummaryOf(field)} |\n");
        }

        return table.ToString();
    }
}
