namespace ResilientStorage;

public static partial class ResilientStorageTelemetry
{
    /// <summary>The unit of each instrument, by the name of its constant, in <see href="https://ucum.org/ucum">UCUM</see>.</summary>
    internal static class Units
    {
        public const string OperationDuration = "s";
        public const string UploadContent = "By";
        public const string StoreRequestDuration = "s";
        public const string StoreRetries = "{retry}";
        public const string StoreRefusals = "{call}";
        public const string StorePermitWaitTime = "s";
        public const string StoreBreakerState = "{state}";
        public const string StoreBreakerOpenings = "{opening}";
        public const string ReadFallbacks = "{fallback}";
        public const string RepairsQueued = "{repair}";
        public const string WorkItems = "{item}";
        public const string Alerts = "{alert}";
        public const string LedgerLive = "{version}";
        public const string LedgerUnderReplicated = "{version}";
        public const string LedgerRemovalsDue = "{item}";
        public const string LedgerDeadLetters = "{item}";
        public const string LedgerWorkAge = "s";
    }
}
