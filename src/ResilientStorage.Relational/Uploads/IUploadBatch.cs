using System.Data.Common;
using ResilientStorage.Ledger;

namespace ResilientStorage.Relational.Uploads;

/// <summary>
/// The two transactions of an upload as one round trip each, for the usual case: nothing to fence, no refusal, the stores as the intent found them.
/// In every other case a batch changes nothing that counts and answers null, and the call is made step by step, which tells why.
/// </summary>
internal interface IUploadBatch
{
    /// <summary>Records an intent.</summary>
    Task<UploadIntent?> BeginAsync(DbConnection connection, string instance, NewVersion version);

    /// <summary>Makes a Pending version Live.</summary>
    Task<Resource?> CommitAsync(DbConnection connection, string instance, UploadCommit commit);
}
