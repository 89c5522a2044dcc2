namespace ResilientStorage.Tests.Stores.S3;

/// <summary>A request as it came over the wire.</summary>
internal sealed record S3StubRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public override string ToString() => $"{Method} {Target}";
}
