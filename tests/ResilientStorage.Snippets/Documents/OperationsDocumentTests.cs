using System.Text;
using ResilientStorage.Alerts;
using Xunit;

namespace ResilientStorage.Snippets.Documents;

/// <summary>docs/operations.md says what the code does.</summary>
public sealed class OperationsDocumentTests
{
    private const string Document = "docs/operations.md";

    [Fact]
    public void Document_Tables_AreWhatTheCodeSays() => GeneratedSection.AssertCurrent(Document, static name => name switch
    {
        "alerts" => Alerts(),
        "instruments" => TelemetryReference.Instruments(),
        "activities" => TelemetryReference.Activities(),
        "attributes" => TelemetryReference.Attributes(),
        _ => throw new NotSupportedException(name),
    });

    [Fact]
    public void Runbook_EveryKindOfAlert_HasItsPart()
    {
        var headings = File.ReadLines(Path.Combine(Repository.Root, Document)).Where(static line => line.StartsWith("### ", StringComparison.Ordinal)).Select(static line => line[4..]);

        Assert.Equal(Enum.GetNames<AlertKind>().Order(StringComparer.Ordinal), headings.Order(StringComparer.Ordinal));
    }

    private static string Alerts()
    {
        var documentation = new XmlDocumentation(typeof(AlertKind).Assembly);
        var table = new StringBuilder("| kind | what happened | next step |\n|---|---|---|\n");
        foreach (var kind in Enum.GetValues<AlertKind>())
        {
            var summary = documentation.SummaryOf(typeof(AlertKind).GetField(kind.ToString())!);
            table.Append($"| [{kind}](#{kind.ToString().ToLowerInvariant()}) | {AlertText.TitleOf(kind)}. {summary} | `{new AlertNextStep("--config FILE").Of(kind, "STORE", "KEY")}` |\n");
        }

        return table.ToString();
    }
}
