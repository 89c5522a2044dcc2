namespace ResilientStorage.Invalidation.CloudFront.Catalog;

public sealed class CloudFrontCatalogOptionsTests
{
    public static TheoryData<Action<CloudFrontCatalogOptions>, string> Mistakes => new()
    {
        { static options => options.ListDistributions = false, "default.Mappings: there are none, and distributions are not listed: nothing could ever be invalidated. Add a mapping, or set ListDistributions to true." },
        { static options => options.IndexDocument = "a/b", "default.IndexDocument: 'a/b' is not possible, it has to be a file name without a slash, such as 'index.html'." },
        { static options => options.ExceptionTag = "", "default.ExceptionTag: it has 0 characters, and the name of a tag has 1 to 128, such as 'exceptionPaths'." },
        { static options => options.Mappings.Add(new CloudFrontMapping { DistributionIds = { "E1" } }), "default.Mappings: a mapping has no Bucket: name the bucket whose changes the distributions serve." },
        { static options => options.Mappings.Add(new CloudFrontMapping { Bucket = "b" }), "default.Mappings: the mapping of 'b' names no distribution: add at least one of DistributionIds." },
        { static options => options.Mappings.Add(new CloudFrontMapping { Bucket = "b", DistributionIds = { "../x" } }), "default.Mappings: '../x' is no id of a distribution: it has capital letters and digits only, such as 'EDFDVBD6EXAMPLE'." },
        { static options => options.Mappings.Add(new CloudFrontMapping { Bucket = "b", DistributionIds = { "E1" }, OriginPath = "p/" }), "default.Mappings: the OriginPath 'p/' of 'b' is not possible: it has to begin with '/' and not to end with it, as CloudFront has it." },
    };

    [Fact]
    public void Validate_Defaults_Hold()
    {
        Assert.True(new CloudFrontCatalogOptionsRules().Validate("default", new CloudFrontCatalogOptions()).Succeeded);
        Assert.True(new CloudFrontCatalogOptionsValidator().Validate("default", new CloudFrontCatalogOptions()).Succeeded);
    }

    [Theory]
    [MemberData(nameof(Mistakes), DisableDiscoveryEnumeration = true)]
    public void Validate_Mistake_SaysWhatToDo(Action<CloudFrontCatalogOptions> mistake, string expected)
    {
        var options = new CloudFrontCatalogOptions();
        mistake(options);

        Assert.Equal(expected, Assert.Single(new CloudFrontCatalogOptionsRules().Validate("default", options).Failures!));
    }

    [Fact]
    public void Validate_LifetimeOfZero_SaysTheRange() => Assert.Equal(
        "default.Lifetime: 00:00:00 is not possible, it has to be 00:00:01 to 1.00:00:00.",
        Assert.Single(new CloudFrontCatalogOptionsValidator().Validate("default", new CloudFrontCatalogOptions { Lifetime = TimeSpan.Zero }).Failures!));
}
