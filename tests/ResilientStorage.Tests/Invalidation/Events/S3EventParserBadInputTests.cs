using System.Text;

namespace ResilientStorage.Invalidation.Events;

public class S3EventParserBadInputTests
{
    [Fact]
    public void Parse_BadRecordsAmongGoodOnes_LoseNoneOfTheGood()
    {
        var message = Assert.Single(EventSamples.Parse(EventSamples.Text("aws-bad-records.json"), new S3EventOptions { Buckets = { "photos" } }).Messages);

        Assert.Equal([("good/first.jpg", false), ("good/last.jpg", true)], message.Events.Select(static found => (found.ObjectKey, found.IsRemoval)));
        Assert.Null(message.Error);
        Assert.Equal(
            [
                S3EventSkipReason.UnknownVersion, S3EventSkipReason.MissingBucket, S3EventSkipReason.MissingKey, S3EventSkipReason.WrongType, S3EventSkipReason.WrongType,
                S3EventSkipReason.WrongType, S3EventSkipReason.WrongType, S3EventSkipReason.UnknownEvent, S3EventSkipReason.NoChange, S3EventSkipReason.InvalidKey,
                S3EventSkipReason.ForeignBucket, S3EventSkipReason.MissingKey, S3EventSkipReason.ForeignSource,
            ],
            message.Skips.Select(static skip => skip.Reason));
    }

    [Theory]
    [InlineData("", S3EventErrorKind.Malformed)]
    [InlineData("not json", S3EventErrorKind.Malformed)]
    [InlineData("{\"Records\":[", S3EventErrorKind.Malformed)]
    [InlineData("{} {}", S3EventErrorKind.Malformed)]
    [InlineData("{}", S3EventErrorKind.UnknownShape)]
    [InlineData("17", S3EventErrorKind.UnknownShape)]
    [InlineData("null", S3EventErrorKind.UnknownShape)]
    [InlineData("{\"Records\":{}}", S3EventErrorKind.UnknownShape)]
    [InlineData("{\"Records\":null}", S3EventErrorKind.UnknownShape)]
    [InlineData("{\"Type\":\"Notification\",\"Message\":7}", S3EventErrorKind.UnknownShape)]
    public void Parse_WhatIsNoEvent_IsAnErrorThatSaysWhat(string json, S3EventErrorKind kind)
    {
        var message = Assert.Single(EventSamples.Parse(json).Messages);

        Assert.Equal(kind, message.Error?.Kind);
        Assert.Empty(message.Events);
    }

    [Fact]
    public void Parse_EmptyListOfRecords_IsAMessageWithoutEvents()
    {
        var message = Assert.Single(EventSamples.Parse("""{"Records":[]}""").Messages);

        Assert.Equal((0, 0, null), (message.Events.Count, message.Skips.Count, message.Error));
    }

    [Fact]
    public void Parse_TooLarge_IsNotRead()
    {
        var options = new S3EventOptions { MaxMessageBytes = 2_000 };
        var json = EventSamples.Notification(EventSamples.Record("a"));

        Assert.Null(EventSamples.Parse(json.PadRight(2_000), options).Messages[0].Error);
        var error = EventSamples.Parse(json.PadRight(2_001), options).Messages[0].Error;
        Assert.Equal(S3EventErrorKind.TooLarge, error?.Kind);
        Assert.Contains("2,000 bytes", error?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_DeepMessageInABatch_LosesOnlyItself()
    {
        var deep = new string('[', 100_000) + new string(']', 100_000);
        var batch = EventSamples.Parse(EventSamples.SqsInvocation(("deep", deep), ("good", EventSamples.Notification(EventSamples.Record("a")))));

        Assert.Equal([S3EventErrorKind.Malformed, null], batch.Messages.Select(static message => message.Error?.Kind));
        Assert.Equal([("a", false)], EventSamples.Changes(batch));
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public void Parse_Envelopes_AreOpenedThreeDeep(int envelopes, bool isRead)
    {
        var json = EventSamples.Notification(EventSamples.Record("a"));
        for (var depth = 0; depth < envelopes; depth++)
        {
            json = EventSamples.Sns(json);
        }

        var message = Assert.Single(EventSamples.Parse(json).Messages);

        Assert.Equal((isRead ? 1 : 0, isRead ? null : S3EventErrorKind.TooManyEnvelopes), (message.Events.Count, message.Error?.Kind));
    }

    [Fact]
    public void Parse_MoreRecordsThanAllowed_ReadsThoseUpToTheLimitAndSaysSo()
    {
        var batch = EventSamples.Parse(EventSamples.Notification(EventSamples.Record("a"), EventSamples.Record("b"), EventSamples.Record("c")), new S3EventOptions { MaxRecords = 2 });

        Assert.Equal([("a", false), ("b", false)], EventSamples.Changes(batch));
        Assert.Equal(S3EventErrorKind.TooManyRecords, batch.Messages[0].Error?.Kind);
    }

    [Fact]
    public void Parse_HalfASurrogatePair_IsSkipped()
    {
        var batch = EventSamples.Parse("""{"Records":[{"eventVersion":"2.1","eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"photos"},"object":{"key":"\ud800"}}},""" + EventSamples.Record("a") + "]}");

        Assert.Equal(S3EventSkipReason.WrongType, Assert.Single(batch.Messages[0].Skips).Reason);
        Assert.Equal([("a", false)], EventSamples.Changes(batch));
    }

    [Fact]
    public void Parse_FieldNameWithHalfASurrogatePair_LosesNoOtherRecord()
    {
        var batch = EventSamples.Parse("""{"Records":[{"\ud800":1},""" + EventSamples.Record("a") + "]}");

        Assert.Single(batch.Messages[0].Skips);
        Assert.Equal([("a", false)], EventSamples.Changes(batch));
    }

    [Fact]
    public void Parse_ByteOrderMark_IsPassedOver() =>
        Assert.Equal([("a", false)], EventSamples.Changes(new S3EventParser().Parse(Encoding.UTF8.GetBytes("\uFEFF" + EventSamples.Notification(EventSamples.Record("a"))))));

    [Theory]
    [InlineData(1_024, true)]
    [InlineData(1_025, false)]
    public void Parse_LongKey_CountsUpToWhatS3Allows(int length, bool counts)
    {
        var message = EventSamples.Parse(EventSamples.Notification(EventSamples.Record(new string('k', length)))).Messages[0];

        Assert.Equal((counts ? 1 : 0, counts ? 0 : 1), (message.Events.Count, message.Skips.Count(static skip => skip.Reason == S3EventSkipReason.InvalidKey)));
    }

    [Fact]
    public void Parse_Subscription_IsSkippedAndNamesItsTopic()
    {
        var skip = Assert.Single(EventSamples.Parse(EventSamples.Text("sns-subscription.json")).Messages[0].Skips);

        Assert.Equal(S3EventSkipReason.Subscription, skip.Reason);
        Assert.Contains("arn:aws:sns:eu-central-1:111122223333:photos", skip.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("EXAMPLE", skip.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_SkippedText_IsShortAndOnOneLine()
    {
        var skip = Assert.Single(EventSamples.Parse(EventSamples.Notification(EventSamples.Record("a", "forged\\nline" + new string('x', 5_000)))).Messages[0].Skips);

        Assert.DoesNotContain('\n', skip.Detail);
        Assert.InRange(skip.Detail.Length, 1, 100);
    }

    [Theory]
    [InlineData("source", "\"aws.ec2\"", S3EventSkipReason.ForeignSource)]
    [InlineData("version", "\"1\"", S3EventSkipReason.UnknownVersion)]
    [InlineData("detail-type", "\"Object Exploded\"", S3EventSkipReason.UnknownEvent)]
    [InlineData("detail-type", "\"Object Tags Added\"", S3EventSkipReason.NoChange)]
    [InlineData("detail-type", "7", S3EventSkipReason.WrongType)]
    [InlineData("detail", "[]", S3EventSkipReason.WrongType)]
    [InlineData("detail", "null", S3EventSkipReason.MissingBucket)]
    public void Parse_EventBridgeWithAnOddField_IsSkipped(string field, string value, S3EventSkipReason reason)
    {
        var json = System.Text.Json.Nodes.JsonNode.Parse(EventSamples.Bytes("eventbridge-created.json"))!;
        json[field] = System.Text.Json.Nodes.JsonNode.Parse(value);

        Assert.Equal(reason, Assert.Single(EventSamples.Parse(json.ToJsonString()).Messages[0].Skips).Reason);
    }
}
