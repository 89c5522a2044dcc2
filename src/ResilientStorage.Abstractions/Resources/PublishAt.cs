namespace ResilientStorage;

/// <summary>
/// Where the live version is published under a fixed key of the main store (an alias), for URLs that may not change.
/// An alias belongs to its resource: it stays through replaces until another upload moves it or sets <see cref="None"/>.
/// Each alias costs one more copy of the bytes in the main store.
/// </summary>
public sealed record PublishAt
{
    private PublishAt(string? objectKey) => ObjectKey = objectKey;

    /// <summary>Ends the resource's alias.</summary>
    public static PublishAt None { get; } = new(objectKey: null);

    /// <summary>The fixed object key in the main store; null for <see cref="None"/>.</summary>
    public string? ObjectKey { get; }

    /// <summary>Publishes at a fixed object key.</summary>
    /// <param name="objectKey">The key; the rules of <see cref="ResourceKey"/> hold.</param>
    /// <returns>The place.</returns>
    /// <exception cref="ArgumentException">The key breaks a rule; the message names it.</exception>
    public static PublishAt Key(string objectKey)
    {
        ResourceKey.ThrowIfInvalid(objectKey, nameof(objectKey));
        return new PublishAt(objectKey);
    }
}
