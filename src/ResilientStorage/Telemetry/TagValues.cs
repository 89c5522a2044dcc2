using ResilientStorage.Alerts;
using ResilientStorage.Deletes;
using ResilientStorage.Ledger;
using ResilientStorage.Resilience;

namespace ResilientStorage.Telemetry;

/// <summary>The values of tags: in snake case, from closed sets, and made without allocating.</summary>
internal static class TagValues
{
    public const string Cancelled = "cancelled";

    // What OpenTelemetry prescribes for an error.type that no other value fits.
    private const string Other = "_OTHER";

    public static string Of(Exception error) => error switch
    {
        StorageException storage => Of(storage.Kind),
        LedgerException ledger => Of(ledger.Kind),
        UploadFailedException { OutcomeUnknown: true } => "outcome_unknown",
        UploadFailedException { Store: null, InnerException: LedgerException ledger } => Of(ledger.Kind),
        UploadFailedException upload => Of(upload.Kind),
        ResourceNotFoundException => "resource_not_found",
        ResourceAlreadyExistsException => "resource_already_exists",
        ResourceLostException => "resource_lost",
        ResourceUnavailableException => "resource_unavailable",
        _ => error.GetType().FullName ?? Other,
    };

    public static string Of(StorageErrorKind kind) => kind switch
    {
        StorageErrorKind.Unknown => "unknown",
        StorageErrorKind.NotFound => "not_found",
        StorageErrorKind.AlreadyExists => "already_exists",
        StorageErrorKind.PreconditionFailed => "precondition_failed",
        StorageErrorKind.AccessDenied => "access_denied",
        StorageErrorKind.Throttled => "throttled",
        StorageErrorKind.Unavailable => "unavailable",
        StorageErrorKind.Timeout => "timeout",
        StorageErrorKind.Integrity => "integrity",
        StorageErrorKind.InvalidRequest => "invalid_request",
        StorageErrorKind.QuotaExceeded => "quota_exceeded",
        _ => Other,
    };

    public static string Of(LedgerErrorKind kind) => kind switch
    {
        LedgerErrorKind.Unavailable => "ledger_unavailable",
        LedgerErrorKind.Configuration => "ledger_configuration",
        LedgerErrorKind.Conflict => "ledger_conflict",
        LedgerErrorKind.Corrupt => "ledger_corrupt",
        LedgerErrorKind.TransactionAborted => "ledger_transaction_aborted",
        _ => Other,
    };

    public static string Of(StorePriority purpose) => purpose switch
    {
        StorePriority.Read => "read",
        StorePriority.Upload => "upload",
        StorePriority.Repair => "repair",
        StorePriority.Removal => "removal",
        StorePriority.Sweep => "sweep",
        _ => Other,
    };

    public static string Of(WorkKind kind) => kind switch
    {
        WorkKind.Remove => "remove",
        WorkKind.Repair => "repair",
        WorkKind.Alias => "alias",
        _ => Other,
    };

    public static string Of(WorkOutcome outcome) => outcome switch
    {
        WorkOutcome.Done => "done",
        WorkOutcome.Retry => "retry",
        WorkOutcome.Dead => "dead",
        _ => Other,
    };

    public static string Of(DeleteOutcomeKind outcome) => outcome switch
    {
        DeleteOutcomeKind.Done => "done",
        DeleteOutcomeKind.Retry => "retry",
        DeleteOutcomeKind.Dead => "dead",
        _ => Other,
    };

    public static string Of(ReplicaFindingKind kind) => kind switch
    {
        ReplicaFindingKind.Missing => "missing",
        ReplicaFindingKind.Corrupt => "corrupt",
        ReplicaFindingKind.Unreadable => "unreadable",
        _ => Other,
    };

    public static string Of(AlertKind kind) => kind switch
    {
        AlertKind.UploadGivenUp => "upload_given_up",
        AlertKind.ReplicaCorrupt => "replica_corrupt",
        AlertKind.AllCopiesBad => "all_copies_bad",
        AlertKind.ResourceLost => "resource_lost",
        AlertKind.DeadLetter => "dead_letter",
        AlertKind.QueueUnreachable => "queue_unreachable",
        AlertKind.RepairsStopped => "repairs_stopped",
        AlertKind.SweepStopped => "sweep_stopped",
        AlertKind.InvalidationFailed => "invalidation_failed",
        AlertKind.KeyCanaryFailed => "key_canary_failed",
        AlertKind.MarkerMissing => "marker_missing",
        AlertKind.InvalidationBudget => "invalidation_budget",
        _ => Other,
    };
}
