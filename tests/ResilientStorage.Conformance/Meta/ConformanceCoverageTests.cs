using ResilientStorage.Deletes;
using ResilientStorage.Invalidation;
using ResilientStorage.Ledger;
using ResilientStorage.Stores;

namespace ResilientStorage.Conformance.Meta;

/// <summary>Fails when an implementation, a decorator included, has no conformance class.</summary>
public sealed class ConformanceCoverageTests
{
    private static readonly Contract[] Contracts =
    [
        new(typeof(IObjectStore), @"ObjectStore\w*Conformance"),
        new(typeof(IMultipartObjectStore), @"MultipartObjectStore\w*Conformance"),
        new(typeof(ICopyingObjectStore), @"CopyingObjectStore\w*Conformance"),
        new(typeof(IPresigningObjectStore), @"PresigningObjectStore\w*Conformance"),
        new(typeof(IResourceLedger), @"Ledger\w*Conformance"),
        new(typeof(ITransactionalResourceLedger), @"TransactionalLedger\w*Conformance"),
        new(typeof(IDeleteQueue), @"DeleteQueue\w*Conformance"),
        new(typeof(IInvalidationJournal), @"InvalidationJournal\w*Conformance"),
        new(typeof(IInvalidationBatcher), @"InvalidationBatcher\w*Conformance"),
    ];

    private static readonly Type[] LibraryTypes = [.. Libraries.All.SelectMany(static assembly => assembly.GetTypes())];

    // The nested ones are samples.
    private static readonly Type[] TestTypes = [.. typeof(ConformanceCoverageTests).Assembly.GetTypes().Where(static type => !type.IsNested)];

    [Fact]
    public void Libraries_BesideTheTests_AreThoseOfTheRepository()
    {
        // The command line is a program: nobody compiles against it.
        var packages = Directory.EnumerateDirectories(Path.Combine(Root(AppContext.BaseDirectory), "src"), "ResilientStorage*").Select(static folder => Path.GetFileName(folder)).Where(static name => name != "ResilientStorage.Cli");

        Assert.Equal(packages.Order(StringComparer.Ordinal), Libraries.All.Select(static assembly => assembly.GetName().Name!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Implementations_OfEveryContract_HaveEverySuite()
    {
        AssertNone(ConformanceCoverage.FindGaps(Contracts, LibraryTypes, TestTypes));
    }

    [Fact]
    public void Suites_All_RunOnSomethingAndBelongToOneContract()
    {
        AssertNone(ConformanceCoverage.FindIdleSuites(Contracts, TestTypes));
    }

    [Fact]
    public void Marks_All_NameAnImplementationThatTheSuiteTests()
    {
        AssertNone(ConformanceCoverage.FindWrongMarks(Contracts, LibraryTypes, TestTypes));
    }

    private static void AssertNone(IReadOnlyList<string> problems) =>
        Assert.True(problems.Count == 0, string.Join(Environment.NewLine, problems));

    private static string Root(string folder) => File.Exists(Path.Combine(folder, "ResilientStorage.sln")) ? folder : Root(Path.GetDirectoryName(folder)!);
}
