namespace ResilientStorage.HealthChecks;

/// <summary>What a storage may look like before its health is degraded.</summary>
public sealed class StorageHealthCheckOptions
{
    /// <summary>Whether the stores are asked, one small GET request each. Turn it off where requests are dear and the check is frequent.</summary>
    /// <value>True by default.</value>
    public bool CheckStores { get; set; } = true;

    /// <summary>For how long work may have been due: removals, repairs, aliases.</summary>
    /// <value>1 hour by default; zero or more.</value>
    public TimeSpan MaxWorkAge { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How many dead letters there may be.</summary>
    /// <value>0 by default; 0 or more.</value>
    public long MaxDeadLetters { get; set; }

    /// <summary>How many batches of invalidations may have used up their tries and wait to be sent again.</summary>
    /// <value>0 by default; 0 or more.</value>
    public long MaxReportedInvalidations { get; set; }

    /// <summary>How many live versions may lack a copy.</summary>
    /// <value>0 by default; 0 or more.</value>
    public long MaxUnderReplicated { get; set; }

    /// <summary>How long the check may take. A store that does not answer is known before, after its <c>FirstByteTimeout</c> of 10 seconds.</summary>
    /// <value>30 seconds by default; more than zero, at most 24 hours.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);
}
