using System.Reflection;

namespace ResilientStorage.Leases;

/// <summary>A ledger whose renewals fail. Public, because a proxy derives from it.</summary>
public class FailingLedger : DispatchProxy
{
    /// <summary>What they fail with.</summary>
    public LedgerException? Error { get; set; }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => Task.FromException<bool>(Error!);
}
