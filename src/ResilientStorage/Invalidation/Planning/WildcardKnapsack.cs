namespace ResilientStorage.Invalidation.Planning;

/// <summary>
/// Finds the cheapest cover of what changed with a number of wildcards: below each folder, either the single paths, or a wildcard for all of it, or the best way to
/// share the wildcards among the folders in it.
/// </summary>
internal sealed class WildcardKnapsack
{
    private readonly IReadOnlyList<FolderNode> _folders;
    private readonly Dictionary<FolderNode, Cell> _cells;

    /// <summary>Prepares the tables.</summary>
    /// <param name="folders">Each after those below it.</param>
    /// <param name="wildcards">How many wildcards may be used at once.</param>
    public WildcardKnapsack(IReadOnlyList<FolderNode> folders, int wildcards)
    {
        _folders = folders;
        _cells = new Dictionary<FolderNode, Cell>(folders.Count);
        foreach (var folder in folders)
        {
            var useful = Math.Min(wildcards, folder.OwnWildcards + folder.Children.Sum(child => _cells[child].Costs.Length - 1));
            _cells[folder] = new Cell(Math.Max(useful, folder.MayWiden ? Math.Min(1, wildcards) : 0) + 1);
            foreach (var child in folder.Children)
            {
                _cells[child].Shares = new byte[_cells[folder].Costs.Length];
            }
        }
    }

    /// <summary>The folders whose changes are best covered by a wildcard each, in the order of their paths.</summary>
    public List<FolderNode> Solve(PlanPrices prices)
    {
        foreach (var folder in _folders)
        {
            Fill(folder, prices);
        }

        var chosen = new List<FolderNode>();
        Collect(_folders[^1], _cells[_folders[^1]].Costs.Length - 1, chosen);
        chosen.Sort(static (left, right) => left.Start.CompareTo(right.Start));
        return chosen;
    }

    private void Fill(FolderNode folder, PlanPrices prices)
    {
        var (costs, isWildcard) = (_cells[folder].Costs, _cells[folder].IsWildcard);
        for (var wildcards = 0; wildcards < costs.Length; wildcards++)
        {
            costs[wildcards] = (folder.OwnSinglePaths * prices.SinglePath) + (folder.OwnWildcards * prices.Wildcard) + (Math.Max(0, folder.OwnWildcards - wildcards) * prices.WaitingWildcard);
        }

        foreach (var child in folder.Children)
        {
            Merge(costs, _cells[child]);
        }

        var whole = prices.Wildcard + (prices.Refetch * folder.Refetches);
        for (var wildcards = 0; wildcards < costs.Length; wildcards++)
        {
            isWildcard[wildcards] = folder.MayWiden && wildcards > 0 && whole < costs[wildcards];
            costs[wildcards] = isWildcard[wildcards] ? whole : costs[wildcards];
        }
    }

    // From the most wildcards down, so that the costs of fewer are still those without the child.
    private static void Merge(double[] costs, Cell child)
    {
        for (var wildcards = costs.Length - 1; wildcards >= 0; wildcards--)
        {
            var (best, share) = (costs[wildcards] + child.Costs[0], 0);
            for (var given = 1; given <= wildcards && given < child.Costs.Length; given++)
            {
                var cost = costs[wildcards - given] + child.Costs[given];
                (best, share) = cost < best ? (cost, given) : (best, share);
            }

            costs[wildcards] = best;
            child.Shares[wildcards] = (byte)share;
        }
    }

    private void Collect(FolderNode folder, int wildcards, List<FolderNode> chosen)
    {
        if (_cells[folder].IsWildcard[wildcards])
        {
            chosen.Add(folder);
            return;
        }

        for (var index = folder.Children.Count - 1; index >= 0; index--)
        {
            var share = _cells[folder.Children[index]].Shares[wildcards];
            Collect(folder.Children[index], share, chosen);
            wildcards -= share;
        }
    }

    private sealed class Cell(int length)
    {
        /// <summary>The least cost below the folder with at most so many wildcards.</summary>
        public double[] Costs { get; } = new double[length];

        public bool[] IsWildcard { get; } = new bool[length];

        /// <summary>How many of the parent's wildcards come here, of those left when the children before it are served too.</summary>
        public byte[] Shares { get; set; } = [];
    }
}
