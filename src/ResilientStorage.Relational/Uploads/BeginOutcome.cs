using ResilientStorage.Ledger;

namespace ResilientStorage.Relational.Uploads;

/// <summary>An intent, or why there is none: a refusal is no exception inside the transaction, because the fencing done on the way stays.</summary>
/// <param name="Intent">The intent.</param>
/// <param name="Error">The refusal.</param>
internal sealed record BeginOutcome(UploadIntent? Intent, ResilientStorageException? Error);
