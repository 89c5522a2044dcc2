using Microsoft.Extensions.Options;

namespace ResilientStorage.Configuration;

/// <summary>The settings of one storage. Every duration has a default that suits a web app.</summary>
public sealed class ResilientStorageOptions
{
    /// <summary>How objects are named.</summary>
    /// <value><see cref="ObjectKeyLayout.Versioned"/> by default.</value>
    [NamedValue]
    public ObjectKeyLayout ObjectKeyLayout { get; set; }

    /// <summary>How long the bytes of a deleted resource are kept for a restore. None are kept of resources with <see cref="ResourceAccess.PublicRead"/>, whose URLs would still answer.</summary>
    /// <value>7 days by default; zero or more.</value>
    [DurationRange("00:00:00")]
    public TimeSpan DeletedRetention { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How long the bytes of a superseded version are kept.</summary>
    /// <value>24 hours by default; zero or more.</value>
    [DurationRange("00:00:00")]
    public TimeSpan SupersededRetention { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How long bytes outlive the end of their version at least, so that readers under way can finish.</summary>
    /// <value>15 minutes by default; zero or more.</value>
    [DurationRange("00:00:00")]
    public TimeSpan ReaderGrace { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long after a write of unknown outcome (no answer, connection lost) it may still land: its object is removed once more after this time.</summary>
    /// <value>1 hour by default; zero or more.</value>
    [DurationRange("00:00:00")]
    public TimeSpan LateWriteGrace { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long an upload or a claimed piece of work may go without renewing before others may take over. It is renewed three times as often.</summary>
    /// <value>1 minute by default; 3 seconds to 24 hours.</value>
    [DurationRange("00:00:03", DurationRangeAttribute.LongestTimer)]
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The size of a part, in bytes. Memory per upload is this times <see cref="PartsInFlight"/>, whatever the number of stores.</summary>
    /// <value>8 MiB by default; a multiple of 8 bytes and at most 1 GiB; 5 MiB or more for S3.</value>
    [NumberRange(8, 1 << 30)]
    public int PartSize { get; set; } = 8 << 20;

    /// <summary>How many parts of an upload may be under way at once. Content that fits in them is one PUT per store.</summary>
    /// <value>4 by default; 1 to 64.</value>
    [NumberRange(1, 64)]
    public int PartsInFlight { get; set; } = 4;

    /// <summary>When a store that was found to lack an object is repaired.</summary>
    /// <value><see cref="ReadRepair.Background"/> by default.</value>
    [NamedValue]
    public ReadRepair ReadRepair { get; set; }

    /// <summary>How the calls to the stores are tried again, timed, broken off and limited. A store may have settings of its own.</summary>
    [ValidateObjectMembers]
    public StoreResilienceOptions Resilience { get; set; } = new();

    /// <summary>The pause before a commit whose answer was lost is repeated, and before the ledger is asked again how it ended.</summary>
    /// <value>0.5 seconds by default; zero to 24 hours.</value>
    [DurationRange("00:00:00", DurationRangeAttribute.LongestTimer)]
    public TimeSpan LedgerRetryDelay { get; set; } = TimeSpan.FromSeconds(0.5);

    /// <summary>How often a removal is tried again before it becomes a dead letter. The time of an unreachable store does not count.</summary>
    /// <value>5 by default; 0 to 100.</value>
    [NumberRange(0, 100)]
    public int RemovalRetries { get; set; } = 5;

    /// <summary>The pause before the first of those tries; it doubles each time, up to <see cref="MaxWorkRetryDelay"/>.</summary>
    /// <value>30 seconds by default; zero or more.</value>
    [DurationRange("00:00:00")]
    public TimeSpan WorkRetryDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest pause between tries of removals, repairs and aliases.</summary>
    /// <value>30 minutes by default; zero or more, and at least <see cref="WorkRetryDelay"/>.</value>
    [DurationRange("00:00:00")]
    public TimeSpan MaxWorkRetryDelay { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Whether this node runs the worker as a hosted service. Turn it off on nodes that only serve.</summary>
    /// <value>True by default.</value>
    public bool RunWorker { get; set; } = true;

    /// <summary>How often the worker looks into the ledger when nothing wakes it.</summary>
    /// <value>30 seconds by default; 1 millisecond to 24 hours.</value>
    [DurationRange("00:00:00.001", DurationRangeAttribute.LongestTimer)]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often the worker goes through the ledger for uploads that were abandoned and versions that lack a copy.</summary>
    /// <value>5 minutes by default; 1 millisecond or more.</value>
    [DurationRange("00:00:00.001")]
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long one group of removals may take.</summary>
    /// <value>10 minutes by default; 1 millisecond to 24 hours.</value>
    [DurationRange("00:00:00.001", DurationRangeAttribute.LongestTimer)]
    public TimeSpan RemovalGroupTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long the delete queue may take to be told of removals; five more tries follow.</summary>
    /// <value>5 seconds by default; 1 millisecond to 24 hours.</value>
    [DurationRange("00:00:00.001", DurationRangeAttribute.LongestTimer)]
    public TimeSpan QueueTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The pause between those tries.</summary>
    /// <value>0.5 seconds by default; zero to 24 hours.</value>
    [DurationRange("00:00:00", DurationRangeAttribute.LongestTimer)]
    public TimeSpan QueueRetryDelay { get; set; } = TimeSpan.FromSeconds(0.5);

    /// <summary>When the queue is told again of a removal that is still due.</summary>
    /// <value>30 minutes by default; 1 millisecond or more.</value>
    [DurationRange("00:00:00.001")]
    public TimeSpan TellAgainAfter { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>When the worker removes by itself what the queue was told of.</summary>
    /// <value>15 minutes by default; 1 millisecond or more, and less than <see cref="TellAgainAfter"/>.</value>
    [DurationRange("00:00:00.001")]
    public TimeSpan RemoveUnheardAfter { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>The storm guard: how many objects may be found missing in one store within <see cref="MissingStormWindow"/>, besides one percent of what it holds, before its repairs wait for a person.</summary>
    /// <value>50 by default; 0 or more.</value>
    [NumberRange(0)]
    public int MissingStormFloor { get; set; } = 50;

    /// <summary>The window of the storm guard.</summary>
    /// <value>10 minutes by default; 1 millisecond or more.</value>
    [DurationRange("00:00:00.001")]
    public TimeSpan MissingStormWindow { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Whether a missing store fails the start of the host. Otherwise stores are first asked when they are needed, so that a dark backup does not keep an app from starting.</summary>
    /// <value>False by default.</value>
    public bool RequireReachableAtStart { get; set; }
}
