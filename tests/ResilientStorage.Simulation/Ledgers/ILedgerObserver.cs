using ResilientStorage.Invalidation;
using ResilientStorage.Ledger;

namespace ResilientStorage.Simulation.Ledgers;

/// <summary>Sees every transaction at the moment in which it takes effect, in the order of the ledger itself.</summary>
internal interface ILedgerObserver
{
    /// <summary>Before an intent is recorded.</summary>
    void Beginning(NewVersion version);

    /// <summary>After work was claimed.</summary>
    void Claimed(IReadOnlyList<LedgerWork> work);

    /// <summary>After the journal has taken a record of the sender whose lease holds.</summary>
    void Recorded(InvalidationRecord record);

    /// <summary>After a transaction that may have written, whatever its outcome.</summary>
    /// <param name="operation">The method.</param>
    /// <param name="argument">Its argument.</param>
    void Applied(string operation, object argument);
}
