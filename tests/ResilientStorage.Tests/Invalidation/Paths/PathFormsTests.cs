namespace ResilientStorage.Invalidation;

public sealed class PathFormsTests
{
    private static readonly PathForms Forms = new(new InvalidationPathOptions());

    [Theory]
    [InlineData("/albums/42/a.jpg", "/albums/42/a.jpg")]
    [InlineData("/-_.!$&(),;:@=/", "/-_.!$&(),;:@=/")]
    [InlineData("/a+b", "/a%2Bb")]
    [InlineData("/a b", "/a%20b /a+b")]
    [InlineData("/a b+c d", "/a%20b%2Bc%20d /a+b%2Bc+d")]
    [InlineData("/grün/日.png", "/gr%C3%BCn/%E6%97%A5.png")]
    [InlineData("/\U0001F600", "/%F0%9F%98%80")]
    [InlineData("/it's", "/it%27s")]
    [InlineData("/\"q\"", "/%22q%22")]
    [InlineData("/[a]{b}<c>\\^`|", "/%5Ba%5D%7Bb%7D%3Cc%3E%5C%5E%60%7C")]
    [InlineData("/100%", "/100%25")]
    [InlineData("/100%25", "/100%2525")]
    [InlineData("/a?b#c", "/a%3Fb%23c")]
    [InlineData("/js/vendors~main.js", "/js/vendors%7Emain.js /js/vendors*")]
    [InlineData("/~root.js", "/%7Eroot.js")]
    [InlineData("/my files/a~b", "/my%20files/a%7Eb /my+files/a%7Eb /my%20files/a* /my+files/a*")]
    [InlineData("/a*b", "/a*")]
    [InlineData("/a b*c", "/a%20b* /a+b*")]
    [InlineData("/x/*", "/x/*")]
    [InlineData("/a\u0001", "/a%01")]
    [InlineData("//double", "//double")]
    public void TryExpand_Path_HasAllItsForms(string viewerPath, string expected)
    {
        Assert.True(Forms.TryExpand(viewerPath, PathReason.Object, variesByQueryString: false, out var forms, out _));

        Assert.Equal(expected.Split(' '), forms.Select(static form => form.Text));
    }

    [Theory]
    [InlineData("/a.jpg", "/a.jpg*")]
    [InlineData("/a b", "/a%20b* /a+b*")]
    [InlineData("/dir/", "/dir/ /dir/?*")]
    [InlineData("/", "/ /?*")]
    public void TryExpand_CopiesForEachQueryString_AreReachedWithoutTheWholeFolder(string viewerPath, string expected)
    {
        Assert.True(Forms.TryExpand(viewerPath, PathReason.Object, variesByQueryString: true, out var forms, out _));

        Assert.Equal(expected.Split(' '), forms.Select(static form => form.Text));
    }

    [Theory]
    [InlineData("/plain", "/plain")]
    [InlineData("/*", "/*")]
    [InlineData("/images/*", "/images/*")]
    [InlineData("/a%20b", "/a%20b /a+b")]
    [InlineData("/a b", "/a%20b /a+b")]
    [InlineData("/a+b", "/a+b")]
    [InlineData("/a%2bb", "/a%2Bb")]
    [InlineData("/caf%c3%a9", "/caf%C3%A9")]
    [InlineData("/café", "/caf%C3%A9")]
    [InlineData("/50%", "/50%25")]
    [InlineData("/50%zz", "/50%25zz")]
    [InlineData("/a?width=1", "/a?width=1")]
    [InlineData("/a?*", "/a?*")]
    [InlineData("/a%3Fb", "/a%3Fb")]
    [InlineData("/a#b", "/a%23b")]
    [InlineData("/a%2Ab", "/a*")]
    [InlineData("/a%7Eb", "/a%7Eb /a*")]
    [InlineData("/a~b*", "/a%7Eb* /a*")]
    public void TryParse_GivenPath_IsCompleted(string path, string expected)
    {
        Assert.True(Forms.TryParse(path, out var forms, out _));

        Assert.Equal(expected.Split(' '), forms.Select(static form => form.Text));
        Assert.All(forms, static form => Assert.Equal(form.Text.EndsWith('*'), form.IsWildcard));
    }

    public static TheoryData<string, string> Mistakes => new()
    {
        { "", "it does not begin with '/': put one before it." },
        { "images/a.jpg", "it does not begin with '/': put one before it." },
        { "https://example.org/a.jpg", "it is an address: give only what follows the host." },
        { "/a*b", "it has an asterisk at character 3, and one is possible only at the end: cut it there, or write %2A for an asterisk of a key." },
        { "/a**", "it has an asterisk at character 3, and one is possible only at the end: cut it there, or write %2A for an asterisk of a key." },
        { "/%2Ab", "its first character is an asterisk, so that only '/*' reaches it: invalidate that by hand if it has to be." },
        { "/" + new string('a', 4_000), "it has 4,001 characters when escaped, and the service takes 4,000: invalidate a shorter path that ends with '*'." },
        { "/" + new string('ä', 700), "it has 4,201 characters when escaped, and the service takes 4,000: invalidate a shorter path that ends with '*'." },
        { "/a\uD800b", "it has half of a character (a lone surrogate), which UTF-8 cannot express." },
        { "/a\uDC00", "it has half of a character (a lone surrogate), which UTF-8 cannot express." },
    };

    [Theory]
    [MemberData(nameof(Mistakes), DisableDiscoveryEnumeration = true)]
    public void TryParse_Mistake_SaysWhatToDo(string path, string expected)
    {
        Assert.False(Forms.TryParse(path, out _, out var problem));

        Assert.Equal(expected, problem);
    }

    [Fact]
    public void TryParse_LongestPath_IsTaken()
    {
        Assert.True(Forms.TryParse("/" + new string('a', 3_998) + "*", out var forms, out _));

        Assert.Equal(PathForms.MaxLength, forms[0].Text.Length);
    }

    [Fact]
    public void TryExpand_KeyThatBeginsWithAnAsterisk_NeverEmptiesTheCache()
    {
        Assert.False(Forms.TryExpand("/*.txt", PathReason.Object, variesByQueryString: false, out _, out var problem));

        Assert.StartsWith("its first character is an asterisk", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void TryExpand_EscapesAreTrusted_WidensNothing()
    {
        var trusting = new PathForms(new InvalidationPathOptions { WidenBefore = "", PlusForSpaces = false });

        Assert.True(trusting.TryExpand("/a b~c", PathReason.Object, variesByQueryString: false, out var forms, out _));

        Assert.Equal("/a%20b%7Ec", Assert.Single(forms).Text);
    }

    [Fact]
    public void TryExpand_QuotesAreDoubtedToo_CutsAtTheFirst()
    {
        var doubting = new PathForms(new InvalidationPathOptions { WidenBefore = "~'" });

        Assert.True(doubting.TryExpand("/d/it's~", PathReason.Object, variesByQueryString: false, out var forms, out _));

        Assert.Equal(["/d/it%27s%7E", "/d/it*"], forms.Select(static form => form.Text));
        Assert.Equal([PathReason.Object, PathReason.DoubtfulEscape], forms.Select(static form => form.Reason));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("~", true)]
    [InlineData("'~", true)]
    [InlineData("~a", false)]
    public void Validate_WidenBefore_IsOfTheDoubtfulCharacters(string characters, bool expected) =>
        Assert.Equal(expected, new InvalidationPathOptionsRules().Validate("default", new InvalidationPathOptions { WidenBefore = characters }).Succeeded);
}
