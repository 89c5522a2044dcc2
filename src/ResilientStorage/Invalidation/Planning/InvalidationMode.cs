namespace ResilientStorage.Invalidation;

/// <summary>When a wildcard takes the place of the single paths of a folder.</summary>
public enum InvalidationMode
{
    /// <summary>When its paths and the price of fetching again what else lies in the folder come out cheaper. Paths cost nothing while free ones are left this month.</summary>
    Balanced = 0,

    /// <summary>Never: only what changed is invalidated.</summary>
    Exact = 1,

    /// <summary>As <see cref="Balanced"/>, but a path counts its price even while free ones are left, and fetching again a tenth of its price.</summary>
    Frugal = 2,
}
