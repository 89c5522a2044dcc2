namespace ResilientStorage.Simulation.Model;

/// <summary>What the client of an operation knows, in Jepsen's words: invoke, ok, fail, info.</summary>
internal enum OpOutcome
{
    /// <summary>It has not ended.</summary>
    Pending = 0,
    /// <summary>It was acknowledged.</summary>
    Ok = 1,
    /// <summary>It was refused or failed: it has had no effect and never will.</summary>
    Failed = 2,
    /// <summary>It may have taken effect, or may yet.</summary>
    Unknown = 3,
}
