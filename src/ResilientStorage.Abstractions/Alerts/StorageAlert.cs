namespace ResilientStorage.Alerts;

/// <summary>
/// Something that a person has to know: what, where, since when, and the next command. The first alert of a kind in a store comes alone;
/// those that follow soon come as one summary with their <see cref="Count"/>.
/// </summary>
public sealed record StorageAlert
{
    /// <summary>What kind of trouble.</summary>
    public required AlertKind Kind { get; init; }

    /// <summary>The instance of the storage.</summary>
    public required string Instance { get; init; }

    /// <summary>What happened and what to do; never a secret.</summary>
    public required string Message { get; init; }

    /// <summary>When, by the process's clock; of a summary the latest time.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When the trouble began: the first alert of the kind in the store that no quiet window parts from this one.</summary>
    /// <value><see cref="At"/> by default.</value>
    public DateTimeOffset Since
    {
        get => field == default ? At : field;
        init;
    }

    /// <summary>How many alerts of the kind in the store this one stands for, those told before not counted.</summary>
    /// <value>1 by default; more for a summary.</value>
    public int Count { get; init; } = 1;

    /// <summary>How many alerts before this one did not reach the sink, because of its rate limit or because it failed. The log has them all.</summary>
    /// <value>0 by default.</value>
    public int HeldBack { get; init; }

    /// <summary>The next step: a command of the CLI <c>resilient-storage</c>, safe to paste into a shell, or a call such as <c>IStorageMaintenance.RepairAsync("main")</c>.</summary>
    /// <value><c>resilient-storage status</c> by default.</value>
    public string NextStep { get; init; } = "resilient-storage status";

    /// <summary>The store concerned; null when it is none or several.</summary>
    public string? Store { get; init; }

    /// <summary>The resource concerned; null when it is none or several.</summary>
    public string? ResourceKey { get; init; }

    /// <summary>The version concerned; null when it is none or several.</summary>
    public VersionId? VersionId { get; init; }

    /// <summary>Some of the resources that a summary is about, at most five; empty when there is none.</summary>
    public IReadOnlyList<string> SampleKeys { get; init; } = [];

    /// <summary>The bucket or folder that holds <see cref="ReportKeys"/>; null when there are none.</summary>
    public string? ReportBucket { get; init; }

    /// <summary>The objects in which a person, and a program, finds all that the alert is about; of a summary those of its alerts, at most fifty. Empty when there is none.</summary>
    public IReadOnlyList<string> ReportKeys { get; init; } = [];
}
