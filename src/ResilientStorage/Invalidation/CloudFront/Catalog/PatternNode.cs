namespace ResilientStorage.Invalidation.CloudFront.Catalog;

/// <summary>A place in a tree of patterns: reached by the characters of their heads from the front, or of their tails from the back.</summary>
internal sealed class PatternNode
{
    // A search through the few characters that follow one is faster than a hash table.
    private readonly List<PatternNode> _next = [];
    private string _characters = "";

    /// <summary>The patterns that end here; in the tree of heads those without an asterisk.</summary>
    public List<OwnedPattern> Patterns { get; } = [];

    /// <summary>The tails of the patterns that have an asterisk here; null for none.</summary>
    public PatternNode? Tails { get; set; }

    /// <summary>Where any one character leads; null for nowhere.</summary>
    public PatternNode? Any { get; private set; }

    public PatternNode? Next(char character) => _characters.AsSpan().IndexOf(character) is >= 0 and var index ? _next[index] : null;

    /// <summary>Leads on, making the way.</summary>
    /// <param name="character">The character of a pattern; <c>?</c> is any.</param>
    public PatternNode Extend(char character)
    {
        if (character == '?')
        {
            return Any ??= new PatternNode();
        }

        if (Next(character) is { } known)
        {
            return known;
        }

        _characters += character;
        _next.Add(new PatternNode());
        return _next[^1];
    }
}
