using System.Globalization;
using System.Text;

namespace ResilientStorage.Alerts;

/// <summary>The one place that knows what to do next about each kind of alert.</summary>
/// <param name="arguments">What a command needs to work in the storage that raised the alert; empty for nothing.</param>
/// <param name="hasLedger">Whether there is a storage that commands could work in.</param>
internal sealed class AlertNextStep(string arguments, bool hasLedger = true)
{
    private const string Status = "resilient-storage status";

    public string Of(AlertKind kind, string? store, string? resourceKey) => kind switch
    {
        AlertKind.InvalidationFailed => hasLedger ? With("resilient-storage invalidations list --state reported") : "IInvalidationReplay.ReplayAsync(report)",
        AlertKind.InvalidationBudget => hasLedger ? With("resilient-storage invalidations cost") : "CloudFrontOptions.Costs.PathsPerMonth",
        AlertKind.ReplicaCorrupt or AlertKind.AllCopiesBad or AlertKind.ResourceLost => With(Show(resourceKey)),
        AlertKind.DeadLetter => "IStorageMaintenance.RetryDeadLettersAsync()",
        AlertKind.RepairsStopped or AlertKind.MarkerMissing when store is not null => $"IStorageMaintenance.RepairAsync(\"{store}\")",
        AlertKind.SweepStopped => "IStorageMaintenance.SweepAsync()",
        _ => With(Status),
    };

    private string With(string command) => arguments.Length == 0 ? command : $"{command} {arguments}";

    // People paste this into a shell, and keys are made by strangers: a key that some shell could take for more than text is not written out.
    private static string Show(string? key)
    {
        if (key is null)
        {
            return Status;
        }

        var isPlain = true;
        var safe = 0;
        foreach (var rune in key.EnumerateRunes())
        {
            if (!IsSafe(rune) || (safe == 0 && !Rune.IsLetterOrDigit(rune)))
            {
                return safe == 0 ? "resilient-storage list" : $"resilient-storage list {Quoted(key[..safe], isPlain)}";
            }

            isPlain &= rune.Value != ' ';
            safe += rune.Utf16SequenceLength;
        }

        return $"resilient-storage show {Quoted(key, isPlain)}";
    }

    private static string Quoted(string text, bool isPlain) => isPlain ? text : $"\"{text}\"";

    private static bool IsSafe(Rune rune) =>
        Rune.IsLetterOrDigit(rune)
        || rune.Value is '/' or '.' or '_' or '-' or '+' or '=' or ':' or ' '
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.OtherSymbol;
}
