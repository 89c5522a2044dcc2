namespace ResilientStorage.Emulators;

/// <summary>A request as it came over the wire.</summary>
internal sealed record ServiceRequest
{
    public required string Method { get; init; }

    /// <summary>The path, still encoded.</summary>
    public required string Path { get; init; }

    /// <summary>What follows the question mark, still encoded.</summary>
    public string Query { get; init; } = "";

    /// <summary>The headers, by lower-case names.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    public byte[] Body { get; init; } = [];

    /// <summary>The parameters of the query, decoded, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Parameters =>
        [.. Query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(static pair => pair.Split('=', 2)).Select(static pair => KeyValuePair.Create(Uri.UnescapeDataString(pair[0]), Uri.UnescapeDataString(pair.ElementAtOrDefault(1) ?? "")))];

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    public string? Parameter(string name) => Parameters.FirstOrDefault(pair => pair.Key == name).Value;
}
