namespace ResilientStorage;

/// <summary>What to list: resources in the byte order of their UTF-8 keys.</summary>
public sealed record ResourceQuery
{
    /// <summary>Only keys that begin with this text.</summary>
    /// <value>Empty by default: all keys.</value>
    public string Prefix { get; init; } = "";

    /// <summary>Rolls all keys that hold this text after the prefix into one entry (<see cref="Resource.IsPrefix"/>), usually <c>/</c>, as folders do.</summary>
    /// <value>Null by default: no rolling up.</value>
    public string? Delimiter { get; init; }

    /// <summary>Begin after this key (or rolled-up prefix): the last one of the page before.</summary>
    /// <value>Null by default: from the beginning.</value>
    public string? StartAfter { get; init; }

    /// <summary>At most this many entries.</summary>
    /// <value>Null by default: all.</value>
    public int? Limit { get; init; }

    /// <summary>List also resources without a live version whose last version is deleted and not yet purged.</summary>
    /// <value>False by default.</value>
    public bool IncludeDeleted { get; init; }
}
