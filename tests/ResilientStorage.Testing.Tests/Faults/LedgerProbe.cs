using System.Reflection;
using ResilientStorage.Ledger;

namespace ResilientStorage.Testing.Tests.Faults;

/// <summary>A ledger that notes which of its methods are called, with what, and answers each at once with nothing.</summary>
public class LedgerProbe : DispatchProxy
{
    public List<(string Method, object?[] Arguments)> Seen { get; } = [];

    public static (IResourceLedger Ledger, LedgerProbe Probe) Create()
    {
        var ledger = Create<IResourceLedger, LedgerProbe>();
        return (ledger, (LedgerProbe)ledger);
    }

    /// <summary>A task or listing of nothing.</summary>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        Seen.Add((targetMethod!.Name, args!));
        var type = targetMethod.ReturnType;
        return type == typeof(Task)
            ? Task.CompletedTask
            : typeof(LedgerProbe).GetMethod(type.GetGenericTypeDefinition() == typeof(Task<>) ? nameof(Nothing) : nameof(NoRows), BindingFlags.NonPublic | BindingFlags.Static)!
                .MakeGenericMethod(type.GetGenericArguments())
                .Invoke(null, null);
    }

    private static Task<T?> Nothing<T>() => Task.FromResult<T?>(default);

    private static IAsyncEnumerable<T> NoRows<T>() => AsyncEnumerable.Empty<T>();
}
