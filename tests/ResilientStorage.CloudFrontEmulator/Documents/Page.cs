using System.Globalization;

namespace ResilientStorage.Emulators;

/// <summary>One page of a list: what follows a marker, which is the id of the last item of the page before.</summary>
internal sealed record Page<T>(IReadOnlyList<T> Items, string Marker, string? NextMarker, int MaxItems)
{
    private const int Most = 100;

    public bool IsTruncated => NextMarker is not null;

    public static Page<T> Of(IReadOnlyList<T> all, Func<T, string> idOf, ServiceRequest request)
    {
        var size = Most;
        if (request.Parameter("MaxItems") is { } text && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out size) || size < 1))
        {
            throw ServiceError.InvalidArgument("The parameter MaxItems has to be a positive number.");
        }

        size = Math.Min(size, Most);
        var marker = request.Parameter("Marker") ?? "";
        var start = 0;
        if (marker.Length > 0)
        {
            start = all.TakeWhile(item => idOf(item) != marker).Count() + 1;
            if (start > all.Count)
            {
                throw ServiceError.InvalidArgument("The parameter Marker is not valid.");
            }
        }

        List<T> items = [.. all.Skip(start).Take(size)];
        return new Page<T>(items, marker, start + items.Count < all.Count ? idOf(items[^1]) : null, size);
    }
}
