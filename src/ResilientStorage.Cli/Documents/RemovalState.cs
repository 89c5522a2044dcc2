using System.ComponentModel;

namespace ResilientStorage.Cli.Documents;

/// <summary>How far a removal is.</summary>
internal enum RemovalState
{
    [Description("every store has confirmed that the bytes are gone")]
    Removed,

    [Description("the bytes are kept until they are due (retention)")]
    Kept,

    [Description("a store failed; the worker goes on trying")]
    Failed,

    [Description("the tries are used up: a dead letter waits for a person")]
    Dead,
}
