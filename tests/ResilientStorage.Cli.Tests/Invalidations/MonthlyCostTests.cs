using ResilientStorage.Cli.Documents;
using ResilientStorage.Invalidation;

namespace ResilientStorage.Cli.Invalidations;

public sealed class MonthlyCostTests
{
    private static readonly DateTimeOffset Month = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Cost_ThreeDistributionsOfSixHundredPaths_IsFourDollars()
    {
        var document = InvalidationCostDocument.Of(new MonthlyCost(Month, new InvalidationUsage(3, 1_800, 0, 1_800), new CloudFrontOptions()));

        Assert.Equal(("2026-11", 0L, 800L, 4m, 4m), (document.Month, document.FreePathsLeft, document.ChargedPaths, document.Charge, document.ChargeOfSinglePaths));
        Assert.Contains("charge         4.00 dollars for 800 paths", document.ToText());
    }

    [Fact]
    public void Cost_WildcardInPlaceOfAnAlbum_SaysWhatItSaved()
    {
        var document = InvalidationCostDocument.Of(new MonthlyCost(Month, new InvalidationUsage(1, 1, 1, 1_200), new CloudFrontOptions()));

        Assert.Equal((999L, 0L, 0m, 1m), (document.FreePathsLeft, document.ChargedPaths, document.Charge, document.ChargeOfSinglePaths));
    }
}
