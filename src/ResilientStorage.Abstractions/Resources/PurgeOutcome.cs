namespace ResilientStorage;

/// <summary>How far a purge is in one store.</summary>
public enum PurgeOutcome
{
    /// <summary>Every object was removed, and a listing of its key was empty afterwards.</summary>
    Confirmed = 0,

    /// <summary>A removal has not succeeded yet; the worker goes on trying.</summary>
    Waiting = 1,

    /// <summary>The objects are gone, but a write of unknown outcome may still land: they are removed once more at a later time.</summary>
    NotBefore = 2,
}
