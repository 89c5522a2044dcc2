namespace ResilientStorage.Simulation.Kernel;

/// <summary>A call under way.</summary>
internal interface ISimCall
{
    CallInfo Info { get; }

    /// <summary>The node has died: no answer will be seen, and the effect may land all the same.</summary>
    void Drop(CallVerdict rest);

    /// <summary>Ends a call that hangs.</summary>
    void EndHang();
}
