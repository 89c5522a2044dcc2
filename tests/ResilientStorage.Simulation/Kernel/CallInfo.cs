namespace ResilientStorage.Simulation.Kernel;

/// <summary>A call that leaves a node.</summary>
/// <param name="Node">The node.</param>
/// <param name="Number">Counts the calls of all nodes of a run, from 1.</param>
/// <param name="Target">What is called.</param>
/// <param name="Name">The name of the store; empty otherwise.</param>
/// <param name="Operation">The method.</param>
/// <param name="Detail">The key or version concerned, for the trace.</param>
/// <param name="IsWrite">Whether an effect that lands later makes a difference.</param>
internal sealed record CallInfo(SimNode Node, long Number, CallTarget Target, string Name, string Operation, string Detail, bool IsWrite)
{
    public override string ToString() => $"{Node.Name} #{Number} {Target}{(Name.Length > 0 ? " " + Name : "")}.{Operation}({Detail})";
}
