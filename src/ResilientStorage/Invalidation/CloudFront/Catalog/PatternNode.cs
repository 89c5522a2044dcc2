namespace ResilientStorage.Invalidation.CloudFront.Catalog;

/// <summary>A place in a tree of patterns: reached by the characters of their heads from the front, or of their tails from the back.</summary>
internal sealed class PatternNode
{
    private Dictionary<char, PatternNode>? _children;
    private PatternNode? _any;

    /// <summary>The patterns that end here; in the tree of heads those without an asterisk.</summary>
    public List<OwnedPattern> Patterns { get; } = [];

    /// <summary>The tails of the patterns that have an asterisk here; null for none.</summary>
    public PatternNode? Tails { get; set; }

    /// <summary>Where any one character leads; null for nowhere.</summary>
    public PatternNode? Any => _any;

    public PatternNode? Next(char character) => _children is not null && _children.TryGetValue(character, out var next) ? next : null;

    /// <summary>Leads on, making the way.</summary>
    /// <param name="character">The character of a pattern; <c>?</c> is any.</param>
    public PatternNode Extend(char character)
    {
        if (character == '?')
        {
            return _any ??= new PatternNode();
        }

        _children ??= [];
        if (!_children.TryGetValue(character, out var next))
        {
            _children.Add(character, next = new PatternNode());
        }

        return next;
    }
}
