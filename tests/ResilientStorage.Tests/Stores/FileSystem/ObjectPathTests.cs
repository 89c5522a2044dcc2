using System.Text;
using ResilientStorage.Stores.FileSystem;

namespace ResilientStorage.Tests.Stores.FileSystem;

public class ObjectPathTests
{
    private const int Seed = 19_480_612;
    private const int MaxFileName = 255;

    private static readonly string[] Devices = ["con", "prn", "aux", "nul", "com1", "com9", "lpt1", "lpt9", "com0", "lpt0"];

    [Theory]
    [InlineData("avatars/42.webp", "avatars", "42.webp")]
    [InlineData("A", "%41")]
    [InlineData("a b", "a%20b")]
    [InlineData("%41", "%2541")]
    [InlineData("..", ".%2e")]
    [InlineData(".", "%2e")]
    [InlineData("a.", "a%2e")]
    [InlineData("a//b", "a", "%", "b")]
    [InlineData("a/", "a", "%")]
    [InlineData("con", "%63on")]
    [InlineData("con.txt", "%63on.txt")]
    [InlineData("console", "console")]
    [InlineData("nul/com1.tar.gz", "%6eul", "%63om1.tar.gz")]
    [InlineData("a~b", "a%7eb")]
    [InlineData("a\\b:c", "a%5cb%3ac")]
    [InlineData("\uAC00", "%ea%b0%80")]
    [InlineData(".resilient-storage/owner.json", ".resilient-storage", "owner.json")]
    public void Of_Key_EscapesWhatIsNotSafeEverywhere(string key, params string[] components)
    {
        var path = ObjectPath.Of(key);

        Assert.Equal(components, path.Folders.Append(path.Name));
    }

    [Fact]
    public void Of_RandomKeys_GivesNamesThatEverySystemTakes()
    {
        foreach (var key in RandomKeys())
        {
            var path = ObjectPath.Of(key);
            foreach (var component in path.Folders.Append(path.RecordName).Append(path.DataName("0123456789abcdef")))
            {
                Assert.True(component.Length <= MaxFileName, $"seed {Seed}: {component}");
                Assert.All(component, static c => Assert.True(char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || "-_.%~".Contains(c, StringComparison.Ordinal)));
                Assert.False(component.EndsWith('.'), $"seed {Seed}: {component}");
                Assert.DoesNotContain(component.Split('.')[0], Devices);
            }
        }
    }

    [Fact]
    public void Of_RandomKeys_CanBeTurnedBack()
    {
        foreach (var key in RandomKeys())
        {
            Assert.Equal(key, Unescape(ObjectPath.Of(key)));
        }
    }

    [Fact]
    public void Of_RandomKeys_NeverShareAPathEvenWhenCaseIsFolded()
    {
        var keys = RandomKeys().Distinct(StringComparer.Ordinal).ToList();

        var paths = keys.Select(static key => ObjectPath.Of(key)).Select(static path => string.Join('/', path.Folders.Append(path.RecordName)));

        Assert.Equal(keys.Count, paths.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void Of_ObjectBesideFolderOfItsName_FilesAndFoldersDiffer()
    {
        var asFile = ObjectPath.Of("a");
        var asFolder = ObjectPath.Of("a/b").Folders[0];

        Assert.NotEqual(asFolder, asFile.RecordName);
        Assert.NotEqual(asFolder, asFile.DataName("0123456789abcdef"));
    }

    [Fact]
    public void Of_NineHundredBytesThatAreAllEscaped_StaysBelowTheLimitOfNames()
    {
        var path = ObjectPath.Of(new string('A', 900));

        Assert.All(path.Folders.Append(path.Name), static component => Assert.True(component.Length <= 210, component));
        Assert.All(path.Folders, static component => Assert.EndsWith("~", component, StringComparison.Ordinal));
    }

    [Fact]
    public void FoldersOf_StartOfAKey_AreTheFoldersOfTheKey()
    {
        foreach (var key in RandomKeys())
        {
            var parent = key[..(key.LastIndexOf('/') + 1)];
            var folders = ObjectPath.Of(key).Folders;

            Assert.Equal(folders.Take(ObjectPath.FoldersOf(parent).Count), ObjectPath.FoldersOf(parent));
        }
    }

    [Theory]
    [InlineData("A")]
    [InlineData("%4")]
    [InlineData("%zz")]
    [InlineData("a%")]
    [InlineData("a~b")]
    [InlineData("")]
    [InlineData("\u00E9")]
    public void TryUnescape_NoComponentOfOurs_IsFalse(string component) => Assert.False(PathEscaping.TryUnescape(component, []));

    private static string Unescape(ObjectPath path)
    {
        var bytes = new List<byte>();
        foreach (var component in path.Folders.Append(path.Name))
        {
            var isContinued = component.EndsWith('~');
            Assert.True(PathEscaping.TryUnescape(isContinued ? component[..^1] : component, bytes));
            if (!isContinued)
            {
                bytes.Add((byte)'/');
            }
        }

        return Encoding.UTF8.GetString([.. bytes.SkipLast(1)]);
    }

    /// <summary>Keys made of what makes trouble: letters in both cases, escapes, device names, dots, twins, every class of character, short and very long.</summary>
    private static IEnumerable<string> RandomKeys()
    {
        var random = new Random(Seed);
        string[] pieces =
        [
            "a", "b", "A", "B", "0", "9", "-", "_", ".", "..", "/", "/", "//", "%", "%2e", "%41", "~", "~meta", " ", ":", "*", "?", "\"", "<", "|", "\\", "\t", "\u007F",
            "con", "CON", "nul", "com1", "aux.", "\u00E9", "e\u0301", "\uAC00", "\u1100\u1161", "\uFF5E", "\U0001F600", "\u0131", "\u212A", new string('l', 130), new string('L', 70),
        ];
        for (var count = 0; count < 4_000; count++)
        {
            var key = string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => pieces[random.Next(pieces.Length)]));
            if (Encoding.UTF8.GetByteCount(key) <= ObjectKeyRules.MaxBytes)
            {
                yield return key;
            }
        }
    }
}
