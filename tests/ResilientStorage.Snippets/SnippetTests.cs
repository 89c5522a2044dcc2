using System.Reflection;
using System.Text.RegularExpressions;
using ResilientStorage.Snippets.Documents;
using Xunit;

namespace ResilientStorage.Snippets;

public sealed partial class SnippetTests
{
    private static readonly string Root = Repository.Root;

    private static readonly string Here = Path.Combine(Root, "tests", "ResilientStorage.Snippets");

    public static TheoryData<string> Documents =>
        [.. Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md")
            .Append(Path.Combine(Root, "README.md"))
            .Concat(Directory.EnumerateDirectories(Path.Combine(Root, "src")).Select(static folder => Path.Combine(folder, "README.md")).Where(File.Exists))
            .Select(Relative)];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Document_EverySnippet_IsCompiledHere(string document)
    {
        var compiled = Directory.EnumerateFiles(Here, "*.cs").Select(static file => Normalise(File.ReadAllText(file))).ToList();

        var missing = CSharpBlock().Matches(File.ReadAllText(Path.Combine(Root, document)))
            .Select(static match => Normalise(match.Groups[1].Value))
            .Where(snippet => !compiled.Exists(file => file.Contains(snippet, StringComparison.Ordinal)))
            .ToList();

        Assert.Empty(missing);
    }

    [Fact]
    public void Readme_HasSnippets()
    {
        Assert.True(CSharpBlock().Count(File.ReadAllText(Path.Combine(Root, "README.md"))) >= 8);
    }

    [Fact]
    public async Task QuickStart_InAnEmptyFolder_PrintsWhatItStored()
    {
        var folder = Directory.CreateTempSubdirectory("snippets-");
        var (formerFolder, formerOutput) = (Environment.CurrentDirectory, Console.Out);
        await using var output = new StringWriter();
        try
        {
            Environment.CurrentDirectory = folder.FullName;
            Console.SetOut(output);
            var main = typeof(SnippetTests).Assembly.EntryPoint!.DeclaringType!.GetMethod("<Main>$", BindingFlags.Static | BindingFlags.NonPublic)!;

            await (Task)main.Invoke(obj: null, [Array.Empty<string>()])!;
        }
        finally
        {
            Environment.CurrentDirectory = formerFolder;
            Console.SetOut(formerOutput);
            folder.Delete(recursive: true);
        }

        Assert.Equal("Hello, twice!", output.ToString().Trim());
    }

    private static string Normalise(string code) => string.Join('\n', code.Split('\n').Select(static line => line.Trim()).Where(static line => line.Length > 0));

    private static string Relative(string path) => Path.GetRelativePath(Root, path);

    [GeneratedRegex(@"```csharp\r?\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CSharpBlock();
}
