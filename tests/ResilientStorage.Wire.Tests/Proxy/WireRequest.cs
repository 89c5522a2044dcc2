namespace ResilientStorage.Wire;

/// <summary>A request as it came over the wire.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Target">Path and query.</param>
/// <param name="Headers">The headers in their order.</param>
/// <param name="Body">The body.</param>
/// <param name="Connection">The connection that it came on, from 1.</param>
/// <param name="NumberOnConnection">The how manieth request of that connection it is, from 1.</param>
internal sealed record WireRequest(string Method, string Target, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body, int Connection, int NumberOnConnection)
{
    public string Path { get; } = Uri.UnescapeDataString(Target.Split('?')[0]);

    public string Query { get; } = Target.Contains('?', StringComparison.Ordinal) ? Target[(Target.IndexOf('?', StringComparison.Ordinal) + 1)..] : "";

    /// <summary>The key below the bucket, which path-style addresses have; empty for the bucket itself.</summary>
    public string Key => Path.TrimStart('/').Split('/', 2) is [_, var key] ? key : "";

    public string Operation => WireOperation.Of(Method, Key, Query, Header("x-amz-copy-source") is not null);

    public string? Header(string name) => Headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    public override string ToString() => $"{Operation} {Path}";
}
