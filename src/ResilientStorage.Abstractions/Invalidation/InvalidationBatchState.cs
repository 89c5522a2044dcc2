namespace ResilientStorage.Invalidation;

/// <summary>How far a batch is.</summary>
public enum InvalidationBatchState
{
    /// <summary>To be sent, or sent without an answer.</summary>
    Waiting = 0,

    /// <summary>The CDN has taken it, and its paths count as in progress.</summary>
    Accepted = 1,

    /// <summary>It has taken effect everywhere.</summary>
    Completed = 2,

    /// <summary>Its tries are used up: a person was told, and may have it sent again.</summary>
    Reported = 3,

    /// <summary>Other batches have taken its paths over.</summary>
    Replaced = 4,
}
