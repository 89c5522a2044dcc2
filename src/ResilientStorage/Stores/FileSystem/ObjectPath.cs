namespace ResilientStorage.Stores.FileSystem;

/// <summary>
/// Where an object lies in the trees of the store. Object keys become paths by <see cref="PathEscaping"/>; a name with a tilde and more behind it is a file,
/// one without a tilde a folder, one that ends in a tilde a folder whose name goes on in the next: so <c>a</c> stands beside <c>a/b</c>.
/// </summary>
/// <param name="ObjectKey">The key.</param>
/// <param name="Folders">The names of the folders.</param>
/// <param name="Name">What the names of the object's files begin with.</param>
internal sealed record ObjectPath(string ObjectKey, IReadOnlyList<string> Folders, string Name)
{
    /// <summary>Ends the names of metadata files.</summary>
    public const string RecordSuffix = "~meta";

    // Longer ones are no extension that a person's machine would know, and the name must stay a file name.
    private const int MaxExtension = 16;

    public string RecordName => Name + RecordSuffix;

    /// <summary>The name of the file with the bytes that one write has stored. It keeps the extension, so that a person can open the file.</summary>
    public string DataName(string generation)
    {
        var extension = Path.GetExtension(Name);
        return $"{Name}~{generation}{(extension.Length > MaxExtension ? "" : extension)}";
    }

    public static ObjectPath Of(string objectKey)
    {
        ObjectKeyRules.ThrowIfInvalid(objectKey);
        var components = new List<string>();
        PathEscaping.AppendComponents(objectKey, components);
        return new ObjectPath(objectKey, components[..^1], components[^1]);
    }

    /// <summary>The folders of all keys that begin with a text that is empty or ends in a slash.</summary>
    public static IReadOnlyList<string> FoldersOf(string prefix)
    {
        var components = new List<string>();
        if (prefix.Length > 0)
        {
            PathEscaping.AppendComponents(prefix[..^1], components);
        }

        return components;
    }
}
