using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ResilientStorage.Snippets.Documents;

/// <summary>docs/configuration.md says what the code does.</summary>
public sealed partial class ConfigurationDocumentTests
{
    private const string Document = "docs/configuration.md";

    public static TheoryData<string> OptionTypes => [.. OptionsReference.Types.Keys.Order(StringComparer.Ordinal)];

    [Fact]
    public void Document_Tables_AreWhatTheCodeSays() => GeneratedSection.AssertCurrent(Document, static name => OptionsReference.Generate(OptionsReference.Types[name]));

    [Fact]
    public void Document_EveryClassOfOptions_HasItsTable() =>
        Assert.Equal(OptionsReference.Types.Keys.Order(StringComparer.Ordinal), GeneratedSection.NamesIn(Document).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(OptionTypes))]
    public void Options_DocumentedDefaultsAndRanges_AreTheRealOnes(string type)
    {
        var wrong = OptionsReference.FindWrongValues(OptionsReference.Types[type]).ToList();

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task Document_EveryExampleSection_MakesAStorage()
    {
        var examples = JsonBlock().Matches(await File.ReadAllTextAsync(Path.Combine(Repository.Root, Document))).Select(static match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(examples);
        foreach (var example in examples)
        {
            var configuration = new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(example))).Build();
            foreach (var section in configuration.GetChildren())
            {
                await using var provider = new ServiceCollection().AddResilientStorage(section, static storage => storage.AddSqlite()).BuildServiceProvider();
                Assert.NotNull(provider.GetRequiredService<IResilientStorage>());
            }
        }
    }

    [GeneratedRegex(@"```json\r?\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex JsonBlock();
}
