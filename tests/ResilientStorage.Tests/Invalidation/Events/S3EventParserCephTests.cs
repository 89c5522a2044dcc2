using System.Text;

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

    [Theory]
    [InlineData(S3KeyEncoding.BySource, "aws:s3", "a b")]
    [InlineData(S3KeyEncoding.BySource, "minio:s3", "a b")]
    [InlineData(S3KeyEncoding.BySource, "ceph:s3", "a+b")]
    [InlineData(S3KeyEncoding.FormUrlEncoded, "ceph:s3", "a b")]
    [InlineData(S3KeyEncoding.Plain, "aws:s3", "a+b")]
    public void Parse_KeyEncoding_DecidesHowKeysAreRead(S3KeyEncoding encoding, string source, string key) =>
        Assert.Equal([(key, false)], EventSamples.Changes(EventSamples.Parse(EventSamples.Notification(EventSamples.Record("a+b", source: source)), new S3EventOptions { KeyEncoding = encoding })));

    private static string[] Lines() => Encoding.UTF8.GetString(EventSamples.Bytes("ceph-16.2.ndjson")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
