namespace ResilientStorage;

public static partial class ResilientStorageTelemetry
{
    /// <summary>The description of each instrument, by the name of its constant: what a dashboard shows beside it.</summary>
    internal static class Descriptions
    {
        public const string OperationDuration = "Duration of the operations of the storage.";
        public const string UploadContent = "Bytes of uploads that became live.";
        public const string StoreRequestDuration = "Duration of single requests to stores.";
        public const string StoreRetries = "Requests to stores that were tries after the first.";
        public const string StoreRefusals = "Calls that were refused without a request, because the store is left alone.";
        public const string StorePermitWaitTime = "Time that requests waited for their permit under the store's rate limit.";
        public const string StoreBreakerState = "0: the store is asked; 1: it is probed; 2: it is left alone.";
        public const string StoreBreakerOpenings = "Times that a store began to be left alone.";
        public const string ReadFallbacks = "Times that a reader turned away from a store's copy.";
        public const string RepairsQueued = "Repairs that were queued because a copy was found missing or corrupt.";
        public const string WorkItems = "Tries of work items, by how they ended.";
        public const string Alerts = "Alerts that were raised.";
        public const string LedgerLive = "Versions that are live.";
        public const string LedgerUnderReplicated = "Live versions that lack a copy in an active store.";
        public const string LedgerRemovalsDue = "Removals that are due, dead letters aside.";
        public const string LedgerDeadLetters = "Work that used up its tries and waits for a person.";
        public const string LedgerWorkAge = "How long the oldest due item of work has been waiting.";
    }
}
