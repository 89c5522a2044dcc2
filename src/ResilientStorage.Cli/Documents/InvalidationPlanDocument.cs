using System.ComponentModel;
using ResilientStorage.Cli.Output;

namespace ResilientStorage.Cli.Documents;

/// <summary>What <c>--dry-run</c> shows: nothing was sent.</summary>
internal sealed record InvalidationPlanDocument(
    [property: Description("what each distribution would be told")] IReadOnlyList<PlannedDistributionDocument> Distributions,
    [property: Description("objects and paths of which nothing would be sent: no distribution serves them, keeps them, or can be told of them, or it is told already")] IReadOnlyList<string> Unserved,
    [property: Description("how many paths of this month are still free")] long FreePathsLeft,
    [property: Description("what it would cost, in dollars")] decimal Charge) : IDocument
{
    public IEnumerable<string> ToText()
    {
        foreach (var distribution in Distributions)
        {
            foreach (var line in distribution.ToText())
            {
                yield return line;
            }
        }

        foreach (var subject in Unserved)
        {
            yield return $"nothing for {subject}: no distribution serves it, keeps it, or can be told of it, or it is told already";
        }

        yield return $"{Units.Dollars(Charge)} in all; {Units.Count(FreePathsLeft, "path")} of this month {(FreePathsLeft == 1 ? "is" : "are")} still free. Nothing was sent.";
    }
}
