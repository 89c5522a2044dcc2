namespace ResilientStorage.Simulation.Kernel;

/// <summary>What a call does where it arrives.</summary>
internal abstract class SimCallBody<T>
{
    /// <summary>Takes effect, synchronously.</summary>
    public abstract T Effect();

    /// <summary>Copies what belongs to the caller, which may take it back from now on.</summary>
    public virtual void Detach()
    {
    }

    public abstract Exception MakeError(CallFault fault);
}
