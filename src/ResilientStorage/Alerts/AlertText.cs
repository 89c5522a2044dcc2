using System.Globalization;

namespace ResilientStorage.Alerts;

/// <summary>What sinks write of an alert; each escapes it for its own medium.</summary>
internal static class AlertText
{
    // Messages carry errors of drivers, which may be long; the resource and the command are never cut.
    private const int MaxMessage = 2_000;
    private const int MaxInstance = 200;
    private const int MaxSampleKey = 200;

    public static string TitleOf(AlertKind kind) => kind switch
    {
        AlertKind.UploadGivenUp => "An upload was given up",
        AlertKind.ReplicaCorrupt => "A copy is corrupt",
        AlertKind.AllCopiesBad => "Every copy of a resource is bad",
        AlertKind.ResourceLost => "A resource is in no store",
        AlertKind.DeadLetter => "A removal waits for a person",
        AlertKind.QueueUnreachable => "The delete queue cannot be reached",
        AlertKind.RepairsStopped => "Repairs have stopped",
        AlertKind.SweepStopped => "A sweep has stopped",
        AlertKind.InvalidationFailed => "An invalidation failed",
        AlertKind.KeyCanaryFailed => "An encryption key does not work",
        AlertKind.MarkerMissing => "A store has lost its owner marker",
        AlertKind.InvalidationBudget => "The budget for invalidations runs out",
        _ => kind.ToString(),
    };

    public static string HeadlineOf(StorageAlert alert)
    {
        var where = alert.Store is null ? "" : $" (store '{OneLine(alert.Store)}')";
        var times = alert.Count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $", {alert.Count} times");
        return $"{TitleOf(alert.Kind)}{where}{times}";
    }

    /// <summary>What and where, since when, and the next step: labels and values.</summary>
    public static IEnumerable<(string Label, string Value)> FactsOf(StorageAlert alert)
    {
        yield return ("Storage", InstanceOf(alert));
        if (alert.Store is { } store)
        {
            yield return ("Store", OneLine(store));
        }

        if (alert.ResourceKey is { } key)
        {
            yield return ("Resource", OneLine(key));
        }

        if (alert.VersionId is { } version)
        {
            yield return ("Version", version.ToString());
        }

        if (alert.ReportBucket is { } bucket)
        {
            yield return ("Bucket", OneLine(bucket));
        }

        foreach (var report in alert.ReportKeys)
        {
            yield return ("Report", OneLine(report));
        }

        foreach (var sample in alert.ResourceKey is null ? alert.SampleKeys : [])
        {
            yield return ("For example", Shorten(OneLine(sample), MaxSampleKey));
        }

        yield return ("Since", TimeOf(alert.Since));
        yield return ("Latest", TimeOf(alert.At));
        if (alert.HeldBack > 0)
        {
            yield return ("Held back", string.Create(CultureInfo.InvariantCulture, $"{alert.HeldBack} alerts before this one were not sent here; the log has them."));
        }

        yield return ("Next step", OneLine(alert.NextStep));
    }

    public static string MessageOf(StorageAlert alert) => Shorten(OneLine(alert.Message), MaxMessage);

    public static string InstanceOf(StorageAlert alert) => Shorten(OneLine(alert.Instance), MaxInstance);

    public static string TimeOf(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>Without line ends, other control characters, and those that turn the direction of writing, by which a key could pretend to be another line.</summary>
    public static string OneLine(string text) => string.Create(text.Length, text, static (line, text) =>
    {
        for (var i = 0; i < text.Length; i++)
        {
            line[i] = char.IsControl(text[i]) || text[i] is '\u2028' or '\u2029' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') ? ' ' : text[i];
        }
    });

    public static string Shorten(string text, int maxLength)
    {
        if (text.Length <= maxLength)
        {
            return text;
        }

        var end = maxLength - 1;
        return string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[end - 1]) ? end - 1 : end), "…");
    }
}
