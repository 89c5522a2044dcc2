namespace ResilientStorage.Invalidation.Events;

/// <summary>Compares the sequencers of events of one object key.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html</remarks>
public static class S3Sequencer
{
    /// <summary>Compares two sequencers as S3 says: the shorter is padded with zeros on the right; the greater is the later.</summary>
    /// <param name="left">One sequencer of <see cref="S3ObjectEvent.Sequencer"/>.</param>
    /// <param name="right">Another, of the same object key.</param>
    /// <returns>Below zero when <paramref name="left"/> is the earlier, zero when they are equal, above zero when it is the later.</returns>
    public static int Compare(string left, string right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        var length = Math.Max(left.Length, right.Length);
        for (var place = 0; place < length; place++)
        {
            var difference = Digit(left, place) - Digit(right, place);
            if (difference != 0)
            {
                return difference;
            }
        }

        return 0;
    }

    /// <summary>
    /// Ceph writes seconds and nanoseconds with their lowest byte first (measured on 16.2: <c>786B006B 77B50F09</c> is
    /// 1795189624 s and 152024439 ns), so its order is not that of the text; turned round it is.
    /// </summary>
    internal static string FromCeph(string sequencer) =>
        IsCeph(sequencer) ? Reverse(sequencer.AsSpan(0, 8)) + Reverse(sequencer.AsSpan(8)) : sequencer;

    /// <summary>
    /// When viewers could see a change at Ceph. Its event's time is the object's, stamped before the object is written, which takes long where a disk is slow; the sequencer
    /// is the time at which the event was made, after that.
    /// </summary>
    /// <param name="sequencer">As Ceph wrote it.</param>
    /// <param name="eventTime">The event's time; null when it has none.</param>
    /// <remarks>Source: https://github.com/ceph/ceph/blob/v16.2.15/src/rgw/rgw_notify.cc</remarks>
    internal static DateTimeOffset? TimeOfCeph(string sequencer, DateTimeOffset? eventTime)
    {
        if (eventTime is not { } stamped || !IsCeph(sequencer))
        {
            return eventTime;
        }

        var turned = FromCeph(sequencer);
        var made = DateTimeOffset.UnixEpoch.AddSeconds(Convert.ToUInt32(turned[..8], 16)).AddTicks(Convert.ToUInt32(turned[8..], 16) / TimeSpan.NanosecondsPerTick);
        return made > stamped && made - stamped < TimeSpan.FromDays(1) ? made : stamped;
    }

    private static bool IsCeph(string sequencer) => sequencer.Length == 16 && sequencer.All(char.IsAsciiHexDigit);

    private static char Digit(string sequencer, int place) => place < sequencer.Length ? char.ToUpperInvariant(sequencer[place]) : '0';

    private static string Reverse(ReadOnlySpan<char> hex) => string.Concat(hex[6..8], hex[4..6], hex[2..4], hex[..2]);
}
