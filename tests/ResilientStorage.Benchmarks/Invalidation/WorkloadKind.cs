namespace ResilientStorage.Benchmarks.Invalidation;

/// <summary>What changes together.</summary>
internal enum WorkloadKind
{
    /// <summary>Whole albums are made anew: all of their photos change in one burst, or nine of ten.</summary>
    Albums = 0,

    /// <summary>Single photos change anywhere.</summary>
    Scattered = 1,

    /// <summary>Half of each.</summary>
    Mixed = 2,
}
