namespace ResilientStorage.Benchmarks.Reads;

/// <summary>What becomes of a store.</summary>
internal enum Fault
{
    None,

    /// <summary>Takes requests and never answers.</summary>
    Silent,

    /// <summary>Answers with the headers and nothing else.</summary>
    HangsAfterHeaders,

    /// <summary>Nobody listens.</summary>
    Refuses,
}
