namespace ResilientStorage.Conformance.Meta;

/// <summary>Proves on samples that <see cref="ConformanceCoverage"/> finds what it is there to find.</summary>
public sealed class ConformanceCoverageSampleTests
{
    private static readonly Contract[] Contracts = [new(typeof(IPlug), @"Plug\w*Conformance")];
    private static readonly Type[] Library = [typeof(IPlug), typeof(RoundPlug), typeof(FlatPlug), typeof(AbstractPlug)];
    private static readonly Type[] Suites = [typeof(PlugConformance), typeof(PlugSafetyConformance<>)];
    private static readonly Type[] RoundTests = [typeof(RoundPlugTests), typeof(RoundPlugSafetyTests)];

    [Fact]
    public void FindGaps_EveryImplementationMarkedInEverySuite_FindsNone()
    {
        Assert.Empty(ConformanceCoverage.FindGaps(Contracts, [typeof(RoundPlug), typeof(AbstractPlug)], [.. Suites, .. RoundTests]));
    }

    [Fact]
    public void FindGaps_ImplementationWithoutClass_NamesItOncePerSuite()
    {
        Assert.Equal(
            [
                "FlatPlug implements IPlug, but no class derived from PlugConformance is marked [Implementation(typeof(FlatPlug))].",
                "FlatPlug implements IPlug, but no class derived from PlugSafetyConformance`1 is marked [Implementation(typeof(FlatPlug))].",
            ],
            ConformanceCoverage.FindGaps(Contracts, Library, [.. Suites, .. RoundTests, typeof(UnmarkedPlugTests)]));
    }

    [Fact]
    public void FindGaps_OneOfTwoSuitesMissing_NamesThatSuite()
    {
        Assert.Contains("PlugSafetyConformance", Assert.Single(ConformanceCoverage.FindGaps(Contracts, [typeof(RoundPlug)], [.. Suites, typeof(RoundPlugTests)])), StringComparison.Ordinal);
    }

    [Fact]
    public void FindGaps_NoSuite_NamesTheInterface()
    {
        Assert.StartsWith("IPlug has no suite", Assert.Single(ConformanceCoverage.FindGaps(Contracts, Library, [])), StringComparison.Ordinal);
    }

    [Fact]
    public void FindIdleSuites_SuiteWithoutClass_NamesIt()
    {
        Assert.Equal(["PlugSafetyConformance`1 has no derived class: it runs on nothing."], ConformanceCoverage.FindIdleSuites(Contracts, [.. Suites, typeof(RoundPlugTests)]));
    }

    [Fact]
    public void FindIdleSuites_SuiteOfNoContract_NamesIt()
    {
        Assert.StartsWith("PlugConformance is the suite of 0 interfaces", Assert.Single(ConformanceCoverage.FindIdleSuites([], [typeof(PlugConformance), typeof(RoundPlugTests)])), StringComparison.Ordinal);
    }

    [Fact]
    public void FindWrongMarks_MarkOfNoImplementation_NamesIt()
    {
        Assert.Equal(["WrongPlugTests is marked with System.String, which implements nothing that its suite tests."], ConformanceCoverage.FindWrongMarks(Contracts, Library, [.. RoundTests, typeof(WrongPlugTests)]));
    }

    // The samples are private, so that neither the test runner nor the real check takes them for more.
    private interface IPlug;

    private sealed class RoundPlug : IPlug;

    private sealed class FlatPlug : IPlug;

    private abstract class AbstractPlug : IPlug;

    private abstract class PlugConformance;

    private abstract class PlugSafetyConformance<TFixture>;

    [Implementation(typeof(RoundPlug))]
    private sealed class RoundPlugTests : PlugConformance;

    [Implementation(typeof(RoundPlug))]
    private sealed class RoundPlugSafetyTests : PlugSafetyConformance<string>;

    private sealed class UnmarkedPlugTests : PlugConformance;

    [Implementation(typeof(string))]
    private sealed class WrongPlugTests : PlugConformance;
}
