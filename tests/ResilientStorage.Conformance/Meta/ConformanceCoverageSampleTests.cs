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

    [Fact]
    public void FindGaps_MarkOnTheFixtureOfAGenericSuite_Counts()
    {
        Type[] tests = [.. Suites, typeof(FlatPlugTests), typeof(FlatPlugSafetyTests)];

        Assert.Empty(ConformanceCoverage.FindGaps(Contracts, [typeof(FlatPlug)], tests));
        Assert.Empty(ConformanceCoverage.FindWrongMarks(Contracts, [typeof(FlatPlug)], tests));
    }

    [Fact]
    public void FindGaps_ImplementationThatTakesItsCodeFromATestedOne_HasNoGap()
    {
        Assert.Empty(ConformanceCoverage.FindGaps(Contracts, [typeof(RoundPlug), typeof(RedRoundPlug)], [.. Suites, .. RoundTests]));
    }

    [Fact]
    public void FindGaps_ImplementationThatChangesTheCodeOfATestedOne_IsNamed()
    {
        Assert.Equal(2, ConformanceCoverage.FindGaps(Contracts, [typeof(RoundPlug), typeof(OwnRoundPlug)], [.. Suites, .. RoundTests]).Count);
    }

    // Nested, so that the real check leaves them out, and private where they would run as tests.
    private interface IPlug
    {
        void Insert();
    }

    private class RoundPlug : IPlug
    {
        public virtual void Insert()
        {
        }
    }

    private sealed class RedRoundPlug : RoundPlug;

    private sealed class OwnRoundPlug : RoundPlug
    {
        public override void Insert()
        {
        }
    }

    private sealed class FlatPlug : IPlug
    {
        public void Insert()
        {
        }
    }

    private abstract class AbstractPlug : IPlug
    {
        public abstract void Insert();
    }

    public abstract class PlugConformance
    {
        [Fact]
        public void Insert_Always_Fits() => Assert.NotNull(this);
    }

    public abstract class PlugSafetyConformance<TFixture>
    {
        [Fact]
        public void Insert_Always_IsSafe() => Assert.NotNull(this);
    }

    [Implementation(typeof(RoundPlug))]
    private sealed class RoundPlugTests : PlugConformance;

    [Implementation(typeof(RoundPlug))]
    private sealed class RoundPlugSafetyTests : PlugSafetyConformance<string>;

    [Implementation(typeof(FlatPlug))]
    private sealed class FlatPlugTests : PlugConformance;

    [Implementation(typeof(FlatPlug))]
    private sealed class FlatPlugFixture;

    private sealed class FlatPlugSafetyTests : PlugSafetyConformance<FlatPlugFixture>;

    private sealed class UnmarkedPlugTests : PlugConformance;

    [Implementation(typeof(string))]
    private sealed class WrongPlugTests : PlugConformance;
}
