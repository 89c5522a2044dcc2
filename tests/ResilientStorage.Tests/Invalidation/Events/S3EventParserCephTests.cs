using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ResilientStorage.Invalidation.Events;

public class S3EventParserCephTests
{
    private static readonly (string Key, bool IsRemoval)[] Captured =
    [
        ("plain/a.jpg", false), ("odd/with space.jpg", false), ("odd/a+b.jpg", true), ("odd/100%.jpg", false), ("odd/100%25.jpg", false), ("odd/über.jpg", false), ("odd/😀.jpg", false),
        ("odd/\"quoted\"'.jpg", false), ("odd/star*.jpg", false), ("odd/a&b<c>.jpg", false), ("odd/back\\slash~tilde.jpg", false), ("odd/tab\tnew.jpg", false), ("copy/über +%.jpg", false),
        ("multi/part +%é*.bin", false), ("never/was.jpg", true),
    ];

    [Fact]
    public void Parse_CapturedFromCeph_KeysAreNotDecoded()
    {
        var messages = Lines().SelectMany(static line => EventSamples.Parse(line).Messages).ToList();

        Assert.All(messages, static message => Assert.Equal((1, 0, null), (message.Events.Count, message.Skips.Count, message.Error)));
        Assert.Equal(Captured, EventSamples.Changes(new S3EventBatch(messages)));
    }

    [Fact]
    public void Parse_CapturedFromCeph_SequencersRiseWithTime()
    {
        // The gateway handled the sixteen requests one after another.
        var sequencers = Lines().Select(static line => EventSamples.Parse(line).Messages[0].Events[0].Sequencer!).ToList();

        Assert.Equal(16, sequencers.Count);
        Assert.All(sequencers.Zip(sequencers.Skip(1)), static pair => Assert.True(S3Sequencer.Compare(pair.First, pair.Second) < 0));
    }

    [Fact]
    public void Parse_CapturedFromCeph_TimesAreThoseOfTheEventsAndNotEarlier()
    {
        foreach (var line in Lines())
        {
            using var json = JsonDocument.Parse(line);
            var stamped = json.RootElement.GetProperty("Records")[0].GetProperty("eventTime").GetDateTimeOffset();

            Assert.InRange(EventSamples.Parse(line).Messages[0].Events[0].OccurredAt!.Value, stamped, stamped.AddSeconds(1));
        }
    }

    // 786B006B is 1795189624 s, 2026-11-20T15:47:04Z, and 77B50F09 152024439 ns.
    [Theory]
    [InlineData("2026-11-20T15:46:34.5Z", "786B006B77B50F09", "2026-11-20T15:47:04.1520244Z")]
    [InlineData("2026-11-20T15:47:05Z", "786B006B77B50F09", "2026-11-20T15:47:05Z")]
    [InlineData("2026-11-18T15:47:05Z", "786B006B77B50F09", "2026-11-18T15:47:05Z")]
    [InlineData("2026-11-20T15:46:34Z", "786B006B", "2026-11-20T15:46:34Z")]
    [InlineData("2026-11-20T15:46:34Z", "not-hexadecimal!", "2026-11-20T15:46:34Z")]
    public void TimeOfCeph_StampedBeforeASlowWrite_IsWhenTheEventWasMade(string stamped, string sequencer, string expected) =>
        Assert.Equal(At(expected), S3Sequencer.TimeOfCeph(sequencer, At(stamped)));

    [Fact]
    public void TimeOfCeph_EventWithoutATime_HasNone() => Assert.Null(S3Sequencer.TimeOfCeph("786B006B77B50F09", eventTime: null));

    [Theory]
    [InlineData(S3KeyEncoding.BySource, "aws:s3", "a b")]
    [InlineData(S3KeyEncoding.BySource, "minio:s3", "a b")]
    [InlineData(S3KeyEncoding.BySource, "ceph:s3", "a+b")]
    [InlineData(S3KeyEncoding.FormUrlEncoded, "ceph:s3", "a b")]
    [InlineData(S3KeyEncoding.Plain, "aws:s3", "a+b")]
    public void Parse_KeyEncoding_DecidesHowKeysAreRead(S3KeyEncoding encoding, string source, string key) =>
        Assert.Equal([(key, false)], EventSamples.Changes(EventSamples.Parse(EventSamples.Notification(EventSamples.Record("a+b", source: source)), new S3EventOptions { KeyEncoding = encoding })));

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static string[] Lines() => Encoding.UTF8.GetString(EventSamples.Bytes("ceph-16.2.ndjson")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
