namespace ResilientStorage.Stores;

/// <summary>Where a store's objects lie. Within one ledger no two stores may share or nest their places.</summary>
/// <param name="Kind">The kind of the provider, for instance <c>file-system</c> or <c>s3</c>.</param>
/// <param name="Endpoint">The provider's address; empty where there is none.</param>
/// <param name="Bucket">The bucket, or the full path of the folder.</param>
/// <param name="Prefix">What the store puts before every object key; empty for nothing.</param>
public sealed record StorePlace(string Kind, string Endpoint, string Bucket, string Prefix = "")
{
    /// <summary>Tells whether objects of one place would lie in the other.</summary>
    /// <param name="other">The other place.</param>
    /// <returns>True when the places are the same or one holds the other.</returns>
    public bool Overlaps(StorePlace other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return string.Equals(Kind, other.Kind, StringComparison.Ordinal)
            && string.Equals(Endpoint, other.Endpoint, StringComparison.OrdinalIgnoreCase)
            && string.Equals(Bucket, other.Bucket, StringComparison.Ordinal)
            && (Prefix.StartsWith(other.Prefix, StringComparison.Ordinal) || other.Prefix.StartsWith(Prefix, StringComparison.Ordinal));
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Kind} {(Endpoint.Length == 0 ? "" : Endpoint + " ")}{Bucket}{(Prefix.Length == 0 ? "" : " prefix " + Prefix)}";
}
