namespace ResilientStorage.Invalidation;

/// <summary>A path as it goes over the wire.</summary>
/// <param name="Text">Percent-encoded, beginning with <c>/</c>; a wildcard ends with an asterisk.</param>
/// <param name="Reason">Why it is invalidated.</param>
internal sealed record EncodedPath(string Text, PathReason Reason)
{
    public bool IsWildcard => Text[^1] == '*';
}
