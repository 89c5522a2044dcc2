namespace ResilientStorage;

/// <summary>Who may read the objects of a resource at the provider, without the host.</summary>
public enum ResourceAccess
{
    /// <summary>Nobody without credentials or a presigned URL.</summary>
    Private = 0,

    /// <summary>Everybody: deleted versions are then removed at once, because their URLs would still answer.</summary>
    PublicRead = 1,
}
