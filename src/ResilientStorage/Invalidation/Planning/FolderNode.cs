namespace ResilientStorage.Invalidation.Planning;

/// <summary>A folder of paths that changed. What changed below it are neighbours in the sorted paths.</summary>
/// <param name="sample">A path below it.</param>
/// <param name="prefixLength">How much of that path names the folder, its slash included.</param>
/// <param name="depth">How many folders the prefix names.</param>
/// <param name="start">The first path below it.</param>
internal sealed class FolderNode(string sample, int prefixLength, int depth, int start)
{
    public int Depth => depth;

    public int Start => start;

    public int End { get; set; }

    public int PrefixLength => prefixLength;

    public ReadOnlySpan<char> Prefix => sample.AsSpan(0, prefixLength);

    /// <summary>Single paths directly in it, or in folders below that are too small to count by themselves.</summary>
    public int OwnSinglePaths { get; set; }

    /// <summary>Wildcards that a change needs, directly in it or in folders that are too small to count.</summary>
    public int OwnWildcards { get; set; }

    public int SinglePaths { get; set; }

    public int Wildcards { get; set; }

    /// <summary>How many folders have changes, this one included.</summary>
    public int Folders { get; set; } = 1;

    /// <summary>How many levels of folders with changes lie below.</summary>
    public int Height { get; set; }

    public List<FolderNode> Children { get; } = [];

    /// <summary>Whether a wildcard may stand for all that changed below it.</summary>
    public bool MayWiden { get; set; }

    /// <summary>How many objects below it did not change.</summary>
    public long Refetches { get; set; }

    public int Changes => SinglePaths + Wildcards;
}
