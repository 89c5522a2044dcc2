namespace ResilientStorage.Invalidation.Planning;

public sealed class InvalidationPlannerOptionsTests
{
    private static readonly InvalidationPlannerOptionsValidator Validator = new();

    public static TheoryData<Action<InvalidationPlannerOptions>, string> Mistakes => new()
    {
        { static options => options.Mode = (InvalidationMode)7, "default.Mode: 7 is not possible, it has to be one of Balanced, Exact, Frugal." },
        { static options => options.PricePerPath = -1, "default.PricePerPath: -1 is not possible, it has to be 0 to 1." },
        { static options => options.PricePerThousandRefetches = 1_001, "default.PricePerThousandRefetches: 1001 is not possible, it has to be 0 to 1000." },
        { static options => options.WaitingPrice = double.NaN, "default.WaitingPrice: NaN is not possible, it has to be 0 to 1." },
        { static options => options.MinimumWildcardDepth = 0, "default.MinimumWildcardDepth: 0 is not possible, it has to be 1 to 16." },
        { static options => options.MinimumGroup = 1, "default.MinimumGroup: 1 is not possible, it has to be 2 to 100000." },
        { static options => options.EstimatedObjectsPerFolder = -1, "default.EstimatedObjectsPerFolder: -1 is not possible, it has to be 0 to 1000000000." },
        { static options => options.EstimatedFoldersPerFolder = 0, "default.EstimatedFoldersPerFolder: 0 is not possible, it has to be 1 to 100000." },
    };

    [Fact]
    public void Validate_Defaults_Hold() => Assert.True(Validator.Validate("default", new InvalidationPlannerOptions()).Succeeded);

    [Theory]
    [MemberData(nameof(Mistakes), DisableDiscoveryEnumeration = true)]
    public void Validate_Mistake_SaysTheValueAndTheRange(Action<InvalidationPlannerOptions> mistake, string expected)
    {
        var options = new InvalidationPlannerOptions();
        mistake(options);

        Assert.Equal(expected, Assert.Single(Validator.Validate("default", options).Failures!));
    }
}
