namespace ResilientStorage.Cli.Documents;

/// <summary>docs/cli.md says what the program does.</summary>
public sealed class CliReferenceTests
{
    private const string ApproveVariable = "RESILIENTSTORAGE_APPROVE_DOCS";

    private static readonly string DocumentPath = Path.Combine(FindRoot(AppContext.BaseDirectory), "docs", "cli.md");

    [Fact]
    public void Reference_Commands_AreThoseOfTheCode() => AssertPart("commands", CliReference.Commands());

    [Fact]
    public void Reference_Json_IsThatOfTheCode() => AssertPart("json", CliReference.Json());

    private static void AssertPart(string name, string actual)
    {
        var (begin, end) = ($"<!-- begin {name}: written from the code by {ApproveVariable}=1 dotnet test tests/ResilientStorage.Cli.Tests --filter CliReference -->\n\n", $"\n<!-- end {name} -->");
        var document = File.ReadAllText(DocumentPath).ReplaceLineEndings("\n");
        var from = document.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        var to = document.IndexOf(end, StringComparison.Ordinal);
        Assert.True(from >= begin.Length && to >= from, $"docs/cli.md lacks its markers: {begin}{end}");
        if (Environment.GetEnvironmentVariable(ApproveVariable) == "1")
        {
            File.WriteAllText(DocumentPath, document[..from] + actual + document[to..]);
            return;
        }

        Assert.True(
            document[from..to] == actual,
            $"The part '{name}' of docs/cli.md is not what the code says. Run this test with {ApproveVariable}=1, look at the difference, and commit it. The code says:\n{actual}");
    }

    // Not by the compiler's path of this file: a deterministic build maps it away.
    private static string FindRoot(string folder) => File.Exists(Path.Combine(folder, "ResilientStorage.sln")) ? folder : FindRoot(Path.GetDirectoryName(folder)!);
}
