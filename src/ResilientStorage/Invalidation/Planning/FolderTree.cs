using System.Buffers;

namespace ResilientStorage.Invalidation.Planning;

/// <summary>Builds the folders that have enough changes to be considered for a wildcard.</summary>
internal sealed class FolderTree
{
    // Deeper folders count with the one at this depth: a hostile path is nothing but slashes.
    private const int MaxDepth = 32;
    private const int MaxEstimatedHeight = 6;

    // A wildcard whose prefix has one of these escapes would miss what viewers cached under the raw character.
    private static readonly SearchValues<string> DoubtfulEscapes = SearchValues.Create(["%7E", "%27"], StringComparison.Ordinal);
    private readonly InvalidationPlannerOptions _options;
    private readonly Func<string, long?>? _countUnder;
    private readonly WildcardBarriers _barriers;
    private readonly List<FolderNode> _closed = [];
    private readonly Stack<FolderNode> _open = [];

    private FolderTree(InvalidationPlannerOptions options, InvalidationPlanRequest request)
    {
        _options = options;
        _countUnder = request.CountUnder;
        _barriers = new WildcardBarriers(request.Barriers);
    }

    /// <summary>The folders, each after those below it; the last is <c>/</c>.</summary>
    public static IReadOnlyList<FolderNode> Build(string[] sortedPaths, InvalidationPlannerOptions options, InvalidationPlanRequest request)
    {
        var tree = new FolderTree(options, request);
        for (var index = 0; index < sortedPaths.Length; index++)
        {
            tree.Add(sortedPaths[index], index);
        }

        while (tree._open.Count > 0)
        {
            tree.Close(sortedPaths.Length);
        }

        return tree._closed;
    }

    private void Add(string path, int index)
    {
        var body = PathReduction.Body(path);
        if (_open.Count == 0)
        {
            _open.Push(new FolderNode(path, prefixLength: 1, depth: 0, index));
        }

        while (!body.StartsWith(_open.Peek().Prefix))
        {
            Close(index);
        }

        var folder = _open.Peek();
        for (var slash = NextSlash(body, folder); slash >= 0; slash = NextSlash(body, folder))
        {
            folder = new FolderNode(path, slash + 1, folder.Depth + 1, index);
            _open.Push(folder);
        }

        if (PathReduction.IsWildcard(path))
        {
            folder.OwnWildcards++;
            folder.Wildcards++;
        }
        else
        {
            folder.OwnSinglePaths++;
            folder.SinglePaths++;
        }
    }

    private static int NextSlash(ReadOnlySpan<char> body, FolderNode folder)
    {
        var next = folder.Depth == MaxDepth ? -1 : body[folder.PrefixLength..].IndexOf('/');
        return next < 0 ? -1 : folder.PrefixLength + next;
    }

    private void Close(int end)
    {
        var folder = _open.Pop();
        folder.End = end;
        var isCounted = folder.Changes >= _options.MinimumGroup;
        if (_open.TryPeek(out var parent))
        {
            Fold(folder, parent, isCounted);
        }

        if (isCounted)
        {
            folder.MayWiden = MayWiden(folder);
            folder.Refetches = folder.MayWiden ? CountRefetches(folder) : 0;
        }

        if (isCounted || parent is null)
        {
            _closed.Add(folder);
        }
    }

    private static void Fold(FolderNode folder, FolderNode parent, bool isCounted)
    {
        parent.SinglePaths += folder.SinglePaths;
        parent.Wildcards += folder.Wildcards;
        parent.Folders += folder.Folders;
        parent.Height = Math.Max(parent.Height, folder.Height + 1);
        if (isCounted)
        {
            parent.Children.Add(folder);
        }
        else
        {
            parent.OwnSinglePaths += folder.SinglePaths;
            parent.OwnWildcards += folder.Wildcards;
        }
    }

    private bool MayWiden(FolderNode folder) =>
        (folder.Depth >= _options.MinimumWildcardDepth || (folder.Depth == 0 && _options.AllowEverything))
        && !(folder.Children is [{ MayWiden: true } only] && only.Start == folder.Start && only.End == folder.End)
        && !_barriers.Forbid(folder.Prefix)
        && !folder.Prefix.ContainsAny(DoubtfulEscapes);

    private long CountRefetches(FolderNode folder)
    {
        var known = _countUnder?.Invoke(folder.Prefix.ToString());
        var objects = known ?? (_options.EstimatedObjectsPerFolder * Math.Max(folder.Folders, Math.Pow(_options.EstimatedFoldersPerFolder, Math.Min(folder.Height, MaxEstimatedHeight))));
        return (long)Math.Max(0, objects - folder.Changes);
    }
}
