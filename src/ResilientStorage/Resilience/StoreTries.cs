namespace ResilientStorage.Resilience;

/// <summary>How often a call is tried.</summary>
internal enum StoreTries
{
    /// <summary>As often as the settings say.</summary>
    All,

    /// <summary>Once: the caller has another store to ask.</summary>
    One,

    /// <summary>Once, and no request is sent: an answer under way is read on. It needs no permit and passes an open breaker, but its failure counts.</summary>
    Resumed,
}
