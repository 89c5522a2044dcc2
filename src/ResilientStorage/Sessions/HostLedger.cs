using ResilientStorage.Ledger;

namespace ResilientStorage.Sessions;

/// <summary>Finds a ledger's ability to take part in transactions of the host.</summary>
internal static class HostLedger
{
    public static ITransactionalResourceLedger Of(IResourceLedger ledger) => ledger as ITransactionalResourceLedger
        ?? throw new NotSupportedException(
            $"The ledger of this storage ({ledger.GetType().Name}) cannot take part in transactions of the host. Keep it in the host's own database with UseSqlite(...) or UsePostgreSql(...); a decorator around such a ledger implements {nameof(ITransactionalResourceLedger)}.");
}
