using Microsoft.Extensions.Logging;
using ResilientStorage.Resilience;

namespace ResilientStorage.Invalidation.CloudFront.Catalog;

/// <summary>Remembers what <c>/</c> shows at each distribution. What cannot be read is taken to be <c>index.html</c>: a path too many is better than a stale page.</summary>
internal sealed class RootObjects(ICloudFrontApi api, CloudFrontCatalogOptions options, TimeProvider time, ILogger logger)
{
    private const string Assumed = "index.html";
    private readonly AsyncGate _gate = new();
    private readonly Dictionary<string, (string? Key, DateTimeOffset Until)> _known = new(StringComparer.Ordinal);
    private DateTimeOffset _silentUntil;

    /// <summary>Finds them, reading those that are not known.</summary>
    /// <param name="distributionIds">The distributions.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The keys, by distribution, of those that have one.</returns>
    public async Task<IReadOnlyDictionary<string, string>> FindAsync(IReadOnlyCollection<string> distributionIds, CancellationToken cancellationToken)
    {
        using var inside = await _gate.EnterAsync(cancellationToken).ConfigureAwait(false);
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var id in distributionIds)
        {
            if (!_known.TryGetValue(id, out var known) || known.Until <= time.GetUtcNow())
            {
                known = await ReadAsync(id, cancellationToken).ConfigureAwait(false);
            }

            if (!string.IsNullOrEmpty(known.Key))
            {
                found.Add(id, known.Key);
            }
        }

        return found;
    }

    private async Task<(string? Key, DateTimeOffset Until)> ReadAsync(string id, CancellationToken cancellationToken)
    {
        if (_silentUntil > time.GetUtcNow())
        {
            return (Assumed, _silentUntil);
        }

        try
        {
            return _known[id] = (await api.GetDefaultRootObjectAsync(id, cancellationToken).ConfigureAwait(false), time.GetUtcNow() + options.RootObjectLifetime);
        }
        catch (CloudFrontException error) when (error.Kind == CloudFrontErrorKind.NotFound)
        {
            return _known[id] = (null, time.GetUtcNow() + options.RootObjectLifetime);
        }
        catch (CloudFrontException error)
        {
            // Others would fail in the same way: no call for each of them.
            var period = error.Kind == CloudFrontErrorKind.AccessDenied ? options.RootObjectLifetime : options.MissInterval;
            _silentUntil = time.GetUtcNow() + period;
            logger.RootObjectUnknown(error, id, period);
            return (Assumed, _silentUntil);
        }
    }
}
