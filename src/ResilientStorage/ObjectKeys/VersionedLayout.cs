namespace ResilientStorage.ObjectKeys;

/// <summary><c>avatars/42.webp</c> becomes <c>avatars/42.&lt;versionId&gt;.webp</c>: the version goes before the last extension of the last segment.</summary>
internal sealed class VersionedLayout : IObjectKeyLayout
{
    public string NameOf(string resourceKey, VersionId versionId)
    {
        var dot = ExtensionStart(resourceKey);
        return string.Concat(resourceKey.AsSpan(0, dot), ".", versionId.ToString(), resourceKey.AsSpan(dot));
    }

    public bool CouldHaveMade(string objectKey)
    {
        var segment = objectKey.AsSpan(objectKey.LastIndexOf('/') + 1);
        foreach (var range in segment.Split('.'))
        {
            // The first piece is the name itself: a version id always follows a dot.
            if (range.Start.Value > 0 && VersionId.TryParse(segment[range], provider: null, out _))
            {
                return true;
            }
        }

        return false;
    }

    // A segment that begins with its only dot ('.profile') has no extension.
    private static int ExtensionStart(string key)
    {
        var segment = key.LastIndexOf('/') + 1;
        var dot = key.LastIndexOf('.');
        return dot > segment ? dot : key.Length;
    }
}
