namespace ResilientStorage.Ledger;

/// <summary>
/// A transaction of the host on the ledger's own database. What a ledger does in it takes effect, or does not, with everything else that the host does in it.
/// The package of a ledger makes these (for the SQL ledgers <c>DbTransaction</c> is taken as it is, by the extension methods of <c>ResilientStorage.Relational</c>); a ledger refuses those of another.
/// </summary>
public abstract class LedgerTransaction
{
    /// <summary>For the packages of ledgers.</summary>
    protected LedgerTransaction()
    {
    }
}
