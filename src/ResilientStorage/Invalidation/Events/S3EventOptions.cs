using System.ComponentModel.DataAnnotations;
using ResilientStorage.Configuration;

namespace ResilientStorage.Invalidation.Events;

/// <summary>What is read from S3 event notifications, and how much of it.</summary>
public sealed class S3EventOptions
{
    /// <summary>The largest message, in bytes; a larger one is an error of its own and is not read.</summary>
    /// <value>1 MiB by default; 1 KiB to 64 MiB. S3 itself sends at most 64 KiB.</value>
    [Range(1 << 10, 64 << 20)]
    public int MaxMessageBytes { get; set; } = 1 << 20;

    /// <summary>The largest Lambda invocation, which may hold many messages, in bytes.</summary>
    /// <value>8 MiB by default; 1 KiB to 64 MiB. Lambda itself allows 6 MB.</value>
    /// <remarks>Source: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html</remarks>
    [Range(1 << 10, 64 << 20)]
    public int MaxInvocationBytes { get; set; } = 8 << 20;

    /// <summary>The most records read from one document, all its messages together; a message with more is not acknowledged.</summary>
    /// <value>20,000 by default; 1 to 1,000,000. An SQS batch holds at most 10,000 messages.</value>
    [Range(1, 1_000_000)]
    public int MaxRecords { get; set; } = 20_000;

    /// <summary>How many levels deep the JSON of a message may nest.</summary>
    /// <value>32 by default; 8 to 512. S3's own records nest six levels.</value>
    [Range(8, 512)]
    public int MaxDepth { get; set; } = 32;

    /// <summary>The buckets whose events count; those of others are skipped and logged.</summary>
    /// <value>Empty by default: every bucket counts.</value>
    public IList<string> Buckets { get; } = [];

    /// <summary>How object keys in classic notifications are written.</summary>
    /// <value><see cref="S3KeyEncoding.BySource"/> by default.</value>
    [EnumDataType(typeof(S3KeyEncoding))]
    public S3KeyEncoding KeyEncoding { get; set; } = S3KeyEncoding.BySource;

    /// <summary>Whether a changed access list counts as a removal, so that what became private leaves the edges.</summary>
    /// <value>False by default: such events are ignored.</value>
    public bool AclChangesAreRemovals { get; set; }

    /// <summary>How long a receiver waits until all changes of a message were accepted by the CDN or reported, before it refuses the message.</summary>
    /// <value>2 minutes by default; 1 second to 1 hour. Longer than the batcher's window.</value>
    [DurationRange("00:00:01", "01:00:00")]
    public TimeSpan SettlementLimit { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Whether the receiver has changes sent with each request, instead of waiting for the batcher's window.</summary>
    /// <value>False by default. Set it where the sender holds its own caller up until the answer, as Ceph does for topics that are not persistent.</value>
    public bool FlushEachRequest { get; set; }

    /// <summary>
    /// Whether the SQS event source mapping of a Lambda function has <c>ReportBatchItemFailures</c> among its <c>FunctionResponseTypes</c>.
    /// Without it Lambda ignores which messages failed and deletes them all, so they would be lost.
    /// </summary>
    /// <value>True by default: failed messages are named in the answer. False: the invocation fails when one message did, and all come again.</value>
    public bool ReportBatchItemFailures { get; set; } = true;
}
