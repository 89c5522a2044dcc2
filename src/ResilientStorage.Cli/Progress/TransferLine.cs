using System.Globalization;
using ResilientStorage.Cli.Output;

namespace ResilientStorage.Cli.Progress;

/// <summary>How far a transfer is, as one line: bytes, rate, time left.</summary>
internal static class TransferLine
{
    public static string Of(TransferPlan plan, TransferCount count, TimeSpan elapsed)
    {
        var (bytes, files) = (count.Bytes, count.Files);
        var rate = elapsed > TimeSpan.Zero ? bytes / elapsed.TotalSeconds : 0;

        // The first few bytes tell nothing of the rest: a small file beside a large one would make it hours.
        var left = rate > 0 && bytes >= plan.Bytes / 1_000 ? Units.Duration(TimeSpan.FromSeconds((plan.Bytes - bytes) / rate)) : "unknown time";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{plan.Verb}: {files:N0} of {Units.Count(plan.Files, "file")}, {Units.Bytes(bytes)} of {Units.Bytes(plan.Bytes)}, {Units.Bytes(rate)}/s, {left} left");
    }
}
