using ResilientStorage.Ledger;
using ResilientStorage.Simulation.Kernel;
using ResilientStorage.Testing;

namespace ResilientStorage.Simulation.Ledgers;

/// <summary>I9 and I7 of any ledger, through its contract: between two transactions only listed edges happen, epochs never decrease, and one version at most is live.</summary>
internal sealed class EdgeRules
{
    private readonly Dictionary<VersionId, VersionState> _versions = [];
    private readonly Dictionary<(VersionId Version, string Store), Replica> _replicas = [];

    public string? FindProblem(IResourceLedger inspector, IReadOnlyList<string> keys)
    {
        foreach (var key in keys)
        {
            var versions = Effects.Now(inspector.ListVersionsAsync(new VersionQuery { Key = key }));
            if (versions.Count(static v => v.State == VersionState.Live) > 1)
            {
                return $"I7: '{key}' has two live versions.";
            }

            if (versions.Select(FindProblem).FirstOrDefault(static p => p is not null) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    private string? FindProblem(ResourceVersion version)
    {
        if (_versions.TryGetValue(version.VersionId, out var before) && before != version.State && !LedgerTransitions.IsListed(before, version.State))
        {
            return $"I9: {version.VersionId} went from {before} to {version.State}.";
        }

        _versions[version.VersionId] = version.State;
        foreach (var replica in version.Replicas)
        {
            var known = _replicas.GetValueOrDefault((version.VersionId, replica.Store));
            if (known is not null && known.State != replica.State && !LedgerTransitions.IsListed(known.State, replica.State))
            {
                return $"I9: {version.VersionId} in {replica.Store} went from {known.State} to {replica.State}.";
            }

            if (known is not null && replica.Epoch < known.Epoch)
            {
                return $"I9: the epoch of {version.VersionId} in {replica.Store} fell from {known.Epoch} to {replica.Epoch}.";
            }

            _replicas[(version.VersionId, replica.Store)] = replica;
        }

        return null;
    }
}
