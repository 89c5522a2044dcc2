using System.Globalization;

namespace ResilientStorage.Stores;

/// <summary>A signed form (<c>multipart/form-data</c>). Its fields are a secret as long as it is valid: never log them.</summary>
public sealed record PresignedPost
{
    /// <summary>The address that the form is posted to.</summary>
    public required Uri Url { get; init; }

    /// <summary>The fields to send as they are, in this order, before the field <c>file</c> with the content, which has to be the last one.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Fields { get; init; }

    /// <summary>Until when the form may be posted, by the provider's clock.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Tells address and end, without the fields that hold the signature.</summary>
    /// <returns>A text that may be logged.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"POST {Url} (presigned until {ExpiresAt:u})");
}
