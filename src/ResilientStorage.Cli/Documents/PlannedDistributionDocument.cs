using System.ComponentModel;
using ResilientStorage.Cli.Output;

namespace ResilientStorage.Cli.Documents;

/// <summary>What one distribution would be told.</summary>
internal sealed record PlannedDistributionDocument(
    [property: Description("the distribution")] string DistributionId,
    [property: Description("the paths, with why each would be sent")] IReadOnlyList<PlannedPathDocument> Paths,
    [property: Description("how many of them are wildcards")] int Wildcards,
    [property: Description("how many paths there would be without wildcards of choice")] long SinglePaths,
    [property: Description("how many of the paths are beyond the free ones")] long ChargedPaths,
    [property: Description("what they would cost, in dollars")] decimal Charge)
{
    public IEnumerable<string> ToText() =>
        Paths.Select(static path => $"  {path.Path}  {path.Why}").Prepend($"{DistributionId}: {Units.Count(Paths.Count, "path")}, {Wildcards} of them wildcards, {ChargedPaths} charged, {Units.Dollars(Charge)}");
}
