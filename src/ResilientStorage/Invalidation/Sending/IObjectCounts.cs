using ResilientStorage.Invalidation.Planning;

namespace ResilientStorage.Invalidation.Sending;

/// <summary>Knows how many objects lie under a prefix, so that a wildcard is weighed by what it really makes edges fetch again.</summary>
internal interface IObjectCounts
{
    /// <summary>Counts.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="folders">Beginnings of whole keys, and where counting may stop.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>One number for each; null where nobody knows the bucket's objects.</returns>
    Task<IReadOnlyList<long>?> CountAsync(string bucket, IReadOnlyList<CountableFolder> folders, CancellationToken cancellationToken);
}
