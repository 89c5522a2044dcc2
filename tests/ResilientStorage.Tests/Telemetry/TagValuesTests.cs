using ResilientStorage.Alerts;
using ResilientStorage.Deletes;
using ResilientStorage.Ledger;
using ResilientStorage.Resilience;

namespace ResilientStorage.Telemetry;

/// <summary>A kind that is new needs a value of its own.</summary>
public sealed class TagValuesTests
{
    [Fact]
    public void Of_EveryKind_ItsNameInSnakeCase()
    {
        Check<StorageErrorKind>(TagValues.Of);
        Check<StorePriority>(TagValues.Of);
        Check<WorkKind>(TagValues.Of);
        Check<WorkOutcome>(TagValues.Of);
        Check<DeleteOutcomeKind>(TagValues.Of);
        Check<ReplicaFindingKind>(TagValues.Of);
        Check<AlertKind>(TagValues.Of);
        Check<LedgerErrorKind>(TagValues.Of, "ledger_");
    }

    [Fact]
    public void Of_Exceptions_TheKindThatSaysMost()
    {
        var ledger = new LedgerException(LedgerErrorKind.Conflict, "It failed.");
        Assert.Equal("timeout", TagValues.Of(new StorageException(StorageErrorKind.Timeout, "It failed.")));
        Assert.Equal("ledger_conflict", TagValues.Of(ledger));
        Assert.Equal("outcome_unknown", TagValues.Of(Failed(ledger, outcomeUnknown: true)));
        Assert.Equal("ledger_conflict", TagValues.Of(Failed(ledger)));
        Assert.Equal("integrity", TagValues.Of(Failed(null)));
        Assert.Equal("resource_lost", TagValues.Of(new ResourceLostException("a.bin", "It is lost.")));
        Assert.Equal("resource_unavailable", TagValues.Of(new ResourceUnavailableException("a.bin", "It failed.")));
        Assert.Equal("System.IO.IOException", TagValues.Of(new IOException("It failed.")));
    }

    private static UploadFailedException Failed(Exception? cause, bool outcomeUnknown = false) =>
        new("It failed.", cause) { Key = "a.bin", VersionId = default, Kind = StorageErrorKind.Integrity, OutcomeUnknown = outcomeUnknown };

    private static void Check<TEnum>(Func<TEnum, string> valueOf, string prefix = "")
        where TEnum : struct, Enum => Assert.All(
            Enum.GetValues<TEnum>(),
            kind => Assert.Equal(prefix + System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString()), valueOf(kind)));
}
