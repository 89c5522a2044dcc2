namespace ResilientStorage.ObjectKeys;

/// <summary>Reads names of replicas, whatever layout made them. A ledger has to confirm what is read: a name may only look like one.</summary>
internal static class ReplicaNames
{
    /// <summary>Finds the version that a name tells of: before the extension, at the end, or the whole last segment.</summary>
    /// <returns>The version; null when the name can be no replica's.</returns>
    public static VersionId? FindVersion(string objectKey)
    {
        var segment = objectKey.AsSpan(objectKey.LastIndexOf('/') + 1);
        var lastDot = segment.LastIndexOf('.');
        if (lastDot < 0)
        {
            return Parse(segment);
        }

        // The first piece is the name itself, which may be an id, too: a version id always follows a dot.
        var dotBefore = segment[..lastDot].LastIndexOf('.');
        return (dotBefore < 0 ? null : Parse(segment[(dotBefore + 1)..lastDot])) ?? Parse(segment[(lastDot + 1)..]);
    }

    private static VersionId? Parse(ReadOnlySpan<char> text) => VersionId.TryParse(text, provider: null, out var id) ? id : null;
}
