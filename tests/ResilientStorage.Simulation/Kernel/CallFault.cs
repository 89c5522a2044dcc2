namespace ResilientStorage.Simulation.Kernel;

/// <summary>What the caller sees of a call.</summary>
internal enum CallFault
{
    /// <summary>The answer.</summary>
    None = 0,
    /// <summary>An error that says that nothing happened.</summary>
    Refused = 1,
    /// <summary>An error that leaves open whether something happened.</summary>
    Unknown = 2,
    /// <summary>Nothing, until it gives up or the world heals.</summary>
    Hang = 3,
    /// <summary>Nothing ever: the node dies while it calls.</summary>
    Crash = 4,
}
