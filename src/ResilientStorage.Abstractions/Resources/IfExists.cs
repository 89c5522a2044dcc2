namespace ResilientStorage;

/// <summary>What an upload does when its resource is live already.</summary>
public enum IfExists
{
    /// <summary>Refuse with <see cref="ResourceAlreadyExistsException"/>, before anything is sent; also while another upload of the key is under way.</summary>
    Fail = 0,

    /// <summary>Make a new version; the old one stays readable until the new one is committed.</summary>
    Replace = 1,
}
