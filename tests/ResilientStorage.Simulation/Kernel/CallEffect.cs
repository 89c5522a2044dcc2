namespace ResilientStorage.Simulation.Kernel;

/// <summary>Whether a call takes effect.</summary>
internal enum CallEffect
{
    /// <summary>Before it is answered.</summary>
    InTime = 0,
    /// <summary>Never.</summary>
    Never = 1,
    /// <summary>After the caller has got an error, given up or died.</summary>
    Late = 2,
}
