using ResilientStorage.Ledger;

namespace ResilientStorage.Testing;

/// <summary>A method of a ledger.</summary>
public enum LedgerOperation
{
    /// <summary><see cref="IResourceLedger.OpenAsync"/>.</summary>
    Open = 0,

    /// <summary><see cref="IResourceLedger.BeginUploadAsync"/>.</summary>
    BeginUpload = 1,

    /// <summary><see cref="IResourceLedger.RenewAsync"/>.</summary>
    Renew = 2,

    /// <summary><see cref="IResourceLedger.CommitUploadAsync"/>.</summary>
    CommitUpload = 3,

    /// <summary><see cref="IResourceLedger.FailUploadAsync"/>.</summary>
    FailUpload = 4,

    /// <summary><see cref="IResourceLedger.FindAsync"/>.</summary>
    Find = 5,

    /// <summary><see cref="IResourceLedger.FindBlocksAsync"/>.</summary>
    FindBlocks = 6,

    /// <summary><see cref="IResourceLedger.ListAsync"/>.</summary>
    List = 7,

    /// <summary><see cref="IResourceLedger.ListVersionsAsync"/>.</summary>
    ListVersions = 8,

    /// <summary><see cref="IResourceLedger.ReportAsync"/>.</summary>
    Report = 9,

    /// <summary><see cref="IResourceLedger.DeleteAsync"/>.</summary>
    Delete = 10,

    /// <summary><see cref="IResourceLedger.RestoreAsync"/>.</summary>
    Restore = 11,

    /// <summary><see cref="IResourceLedger.BeginPurgeAsync"/>.</summary>
    BeginPurge = 12,

    /// <summary><see cref="IResourceLedger.ClaimAsync"/>.</summary>
    Claim = 13,

    /// <summary><see cref="IResourceLedger.CompleteAsync"/>.</summary>
    Complete = 14,

    /// <summary><see cref="IResourceLedger.ListWorkAsync"/>.</summary>
    ListWork = 15,

    /// <summary><see cref="IResourceLedger.ChangeWorkAsync"/>.</summary>
    ChangeWork = 16,

    /// <summary><see cref="IResourceLedger.ChangeStoreAsync"/>.</summary>
    ChangeStore = 17,

    /// <summary><see cref="IResourceLedger.ScanAsync"/>.</summary>
    Scan = 18,

    /// <summary><see cref="IResourceLedger.SweepAsync"/>.</summary>
    Sweep = 19,

    /// <summary><see cref="IResourceLedger.GetStatusAsync"/>.</summary>
    GetStatus = 20,

    /// <summary>Any method of <see cref="Invalidation.IInvalidationJournal"/>.</summary>
    InvalidationJournal = 21,

    /// <summary><see cref="IResourceLedger.CountObjectsAsync"/>.</summary>
    CountObjects = 22,
}
