using System.ComponentModel;
using System.Globalization;
using ResilientStorage.Cli.Invalidations;
using ResilientStorage.Cli.Output;

namespace ResilientStorage.Cli.Documents;

/// <summary>The result of <c>invalidations cost</c>.</summary>
internal sealed record InvalidationCostDocument : IDocument
{
    [Description("the month, YYYY-MM in UTC")]
    public required string Month { get; init; }

    [Description("how many invalidations CloudFront took")]
    public required long Invalidations { get; init; }

    [Description("how many paths they had; a wildcard is one")]
    public required long Paths { get; init; }

    [Description("how many of them were wildcards")]
    public required long Wildcards { get; init; }

    [Description("how many paths of the month are still free, as far as this ledger knows")]
    public required long FreePathsLeft { get; init; }

    [Description("how many paths are beyond the free ones")]
    public required long ChargedPaths { get; init; }

    [Description("what these cost, in dollars: an estimate, since other tools share the free paths of the account")]
    public required decimal Charge { get; init; }

    [Description("how many paths there would have been without wildcards")]
    public required long SinglePaths { get; init; }

    [Description("what those would have cost, in dollars")]
    public required decimal ChargeOfSinglePaths { get; init; }

    [Description("how many paths the month may have by the budget; null without one")]
    public required int? BudgetPaths { get; init; }

    public static InvalidationCostDocument Of(MonthlyCost cost) => new()
    {
        Month = cost.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        Invalidations = cost.Usage.Batches,
        Paths = cost.Usage.Paths,
        Wildcards = cost.Usage.Wildcards,
        FreePathsLeft = cost.FreePathsLeft,
        ChargedPaths = cost.ChargedOf(cost.Usage.Paths),
        Charge = cost.PriceOf(cost.ChargedOf(cost.Usage.Paths)),
        SinglePaths = cost.Usage.SinglePaths,
        ChargeOfSinglePaths = cost.PriceOf(cost.ChargedOf(cost.Usage.SinglePaths)),
        BudgetPaths = cost.Options.Costs.PathsPerMonth,
    };

    public IEnumerable<string> ToText()
    {
        yield return $"month          {Month}";
        yield return $"invalidations  {Invalidations}";
        yield return $"paths          {Paths} ({Wildcards} of them wildcards){(BudgetPaths is { } budget ? $", of a budget of {budget}" : "")}";
        yield return $"free           {FreePathsLeft} left";
        yield return $"charge         {Units.Dollars(Charge)} for {Units.Count(ChargedPaths, "path")}";
        yield return $"single paths   {SinglePaths} would have cost {Units.Dollars(ChargeOfSinglePaths)}";
    }
}
