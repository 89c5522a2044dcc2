using System.Globalization;

namespace ResilientStorage.Stores;

/// <summary>A signed request. Its address is a secret as long as it is valid: never log it.</summary>
public sealed record PresignedRequest
{
    /// <summary>The address, with the signature in its query.</summary>
    public required Uri Url { get; init; }

    /// <summary>The method, <c>GET</c> or <c>PUT</c>; another one is refused.</summary>
    public required string Method { get; init; }

    /// <summary>The headers to send with exactly these values. <c>Host</c> and <c>Content-Length</c> are not among them: every HTTP client sets them by itself.</summary>
    /// <value>Empty by default.</value>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Until when the request may be begun, by the provider's clock.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Tells method, address and end, without the query that holds the signature.</summary>
    /// <returns>A text that may be logged.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Method} {Url.GetLeftPart(UriPartial.Path)} (presigned until {ExpiresAt:u})");
}
