namespace ResilientStorage.ObjectKeys;

/// <summary>Names the replicas of a version. A name is never used for two versions.</summary>
internal interface IObjectKeyLayout
{
    string NameOf(string resourceKey, VersionId versionId);

    /// <summary>Whether a key is one that this layout could make, and so may not be taken by an alias.</summary>
    bool CouldHaveMade(string objectKey);
}
