namespace ResilientStorage.Configuration;

/// <summary>How the objects of a store are named. Names are never reused, whichever is chosen.</summary>
public enum ObjectKeyLayout
{
    /// <summary><c>avatars/42.&lt;versionId&gt;.webp</c>: readable, and a new URL for each version, so that it can be cached for ever.</summary>
    Versioned = 0,

    /// <summary><c>&lt;ledgerId8&gt;/&lt;hh&gt;/&lt;versionId&gt;</c>: no names at the provider.</summary>
    Opaque = 1,
}
