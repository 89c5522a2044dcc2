namespace ResilientStorage.Testing;

internal sealed class AliasRow(string objectKey, ResourceRow resource)
{
    public string ObjectKey { get; } = objectKey;

    public ResourceRow Resource { get; set; } = resource;

    /// <summary>Whether it is no longer the resource's alias; the row lasts until the object is gone.</summary>
    public bool IsEnded { get; set; }

    public WorkRow? Work { get; set; }

    /// <summary>What the object should show; null when it should be gone.</summary>
    public VersionRow? Wanted => IsEnded ? null : Resource.Live;
}
