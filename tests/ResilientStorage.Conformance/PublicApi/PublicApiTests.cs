using System.Reflection;
using ResilientStorage.Conformance.Meta;

namespace ResilientStorage.Conformance.PublicApi;

/// <summary>A change of what users can see is made on purpose, or not at all.</summary>
public sealed class PublicApiTests
{
    public static TheoryData<string> Assemblies => [.. Libraries.All.Select(static assembly => assembly.GetName().Name!)];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void ExportedTypes_OfAssembly_AreTheApprovedOnes(string assembly)
    {
        var actual = ApiText.Of(Assembly.Load(new AssemblyName(assembly)).GetExportedTypes());
        var path = ApprovedApi.PathOf(assembly);
        if (ApprovedApi.IsApproving)
        {
            Directory.CreateDirectory(ApprovedApi.Folder);
            File.WriteAllText(path, actual);
        }

        var approved = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        var differences = ApiText.Compare(approved, actual);
        Assert.True(
            differences.Count == 0,
            $"""
            The public API of {assembly} is not the approved one:
            {string.Join(Environment.NewLine, differences)}
            To approve it, run this test with {ApprovedApi.ApproveVariable}=1, look at the difference of PublicApi/Approved/{assembly}.txt, and add a line to CHANGELOG.md.
            """);
        Assert.Equal(approved, actual);
    }

    [Fact]
    public void Approved_Files_AreThoseOfTheAssemblies()
    {
        Assert.Equal(
            Libraries.All.Select(static assembly => assembly.GetName().Name + ".txt").Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(ApprovedApi.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }
}
