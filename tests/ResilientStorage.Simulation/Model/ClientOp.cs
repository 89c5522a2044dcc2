using ResilientStorage.Simulation.Kernel;

namespace ResilientStorage.Simulation.Model;

/// <summary>One operation of a client in the history.</summary>
internal sealed class ClientOp(int id, SimNode node, OpKind kind, string key, long invoked)
{
    public int Id { get; } = id;

    public SimNode Node { get; } = node;

    public OpKind Kind { get; } = kind;

    public string Key { get; } = key;

    /// <summary>The moment of the invocation, in the model's count of moments.</summary>
    public long Invoked { get; } = invoked;

    public OpOutcome Outcome { get; set; }

    /// <summary>The content of an upload.</summary>
    public SimContent? Content { get; init; }

    /// <summary>The options of an upload.</summary>
    public UploadOptions? Upload { get; init; }

    /// <summary>The version that an upload has begun, as the ledger saw it.</summary>
    public VersionId? VersionId { get; set; }

    public override string ToString() => $"op {Id} {Kind} {Key} on {Node.Name}";
}
