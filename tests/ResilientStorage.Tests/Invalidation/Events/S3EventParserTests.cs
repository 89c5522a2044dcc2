namespace ResilientStorage.Invalidation.Events;

public class S3EventParserTests
{
    [Theory]
    [InlineData("aws-put.json", "ObjectCreated:Put", "albums/red flower+leaf 100%.jpg", false)]
    [InlineData("aws-delete.json", "ObjectRemoved:Delete", "albums/über.jpg", true)]
    [InlineData("eventbridge-created.json", "Object Created", "albums/a+b 100%25.jpg", false)]
    [InlineData("eventbridge-deleted.json", "Object Deleted", "albums/über.jpg", true)]
    [InlineData("sns.json", "ObjectCreated:Put", "albums/red flower+leaf 100%.jpg", false)]
    [InlineData("lambda-sns.json", "ObjectCreated:Put", "albums/red flower+leaf 100%.jpg", false)]
    [InlineData("minio-put.json", "ObjectCreated:Put", "albums/red flower+leaf.jpg", false)]
    [InlineData("minio-delete.json", "ObjectRemoved:Delete", "albums/red flower+leaf.jpg", true)]
    public void Parse_OneEvent_IsThatChange(string sample, string name, string key, bool isRemoval)
    {
        var message = Assert.Single(EventSamples.Parse(EventSamples.Text(sample)).Messages);

        var found = Assert.Single(message.Events);
        Assert.Equal(("photos", key, name, isRemoval), (found.Bucket, found.ObjectKey, found.EventName, found.IsRemoval));
        Assert.NotNull(found.Sequencer);
        Assert.Equal((null, null, 0), (message.Id, message.Error, message.Skips.Count));
    }

    [Fact]
    public void Parse_SqsInvocation_TellsItsMessagesApart()
    {
        var batch = EventSamples.Parse(EventSamples.Text("lambda-sqs.json"));

        Assert.Equal(["first", "second", "third", "fourth", "fifth"], batch.Messages.Select(static message => message.Id));
        Assert.Equal([1, 1, 0, 1, 0], batch.Messages.Select(static message => message.Events.Count));
        Assert.Equal([null, null, S3EventErrorKind.Malformed, null, null], batch.Messages.Select(static message => message.Error?.Kind));
        Assert.Equal(S3EventSkipReason.TestEvent, Assert.Single(batch.Messages[4].Skips).Reason);
        Assert.Equal([("albums/red flower+leaf 100%.jpg", false), ("albums/über.jpg", true)], EventSamples.Changes(batch));
    }

    [Fact]
    public void Parse_AnswerOfSqs_KnowsItsMessages() =>
        Assert.Equal("first", Assert.Single(EventSamples.Parse(EventSamples.Text("sqs-receive.json")).Messages).Id);

    [Fact]
    public void Parse_BareListOfMessages_KnowsThem() =>
        Assert.Equal([("a", false)], EventSamples.Changes(EventSamples.Parse($"[{EventSamples.Record("a")}]")));

    [Fact]
    public void Parse_TestEvent_IsSkippedWithoutError()
    {
        var message = Assert.Single(EventSamples.Parse(EventSamples.Text("aws-test-event.json")).Messages);

        Assert.Equal(S3EventSkipReason.TestEvent, Assert.Single(message.Skips).Reason);
        Assert.Null(message.Error);
    }

    [Fact]
    public void Parse_Lifecycle_ExpirationsAreRemovals()
    {
        var batch = EventSamples.Parse(EventSamples.Text("aws-lifecycle.json"));

        Assert.Equal([("old/a.jpg", true), ("old/b.jpg", true)], EventSamples.Changes(batch));
        Assert.Equal(S3EventSkipReason.NoChange, Assert.Single(batch.Messages[0].Skips).Reason);
    }

    [Theory]
    [InlineData("ObjectCreated:Put", false)]
    [InlineData("ObjectCreated:Post", false)]
    [InlineData("ObjectCreated:Copy", false)]
    [InlineData("ObjectCreated:CompleteMultipartUpload", false)]
    [InlineData("s3:ObjectCreated:Put", false)]
    [InlineData("ObjectSynced:Create", false)]
    [InlineData("ObjectRemoved:Delete", true)]
    [InlineData("ObjectRemoved:DeleteMarkerCreated", true)]
    [InlineData("LifecycleExpiration:Delete", true)]
    [InlineData("ObjectLifecycle:Expiration:Current", true)]
    [InlineData("s3:LifecycleDelMarkerExpiration:Delete", true)]
    [InlineData("ObjectSynced:DeletionMarkerCreated", true)]
    public void Parse_EventThatMatters_IsAChange(string name, bool isRemoval) =>
        Assert.Equal([("a", isRemoval)], EventSamples.Changes(EventSamples.Parse(EventSamples.Notification(EventSamples.Record("a", name)))));

    [Theory]
    [InlineData("ObjectTagging:Put", S3EventSkipReason.NoChange)]
    [InlineData("ObjectRestore:Completed", S3EventSkipReason.NoChange)]
    [InlineData("ReducedRedundancyLostObject", S3EventSkipReason.NoChange)]
    [InlineData("Replication:OperationFailedReplication", S3EventSkipReason.NoChange)]
    [InlineData("LifecycleTransition", S3EventSkipReason.NoChange)]
    [InlineData("IntelligentTiering", S3EventSkipReason.NoChange)]
    [InlineData("ObjectAcl:Put", S3EventSkipReason.NoChange)]
    [InlineData("ObjectLifecycle:Expiration:AbortMultipartUpload", S3EventSkipReason.NoChange)]
    [InlineData("s3:ObjectAccessed:Get", S3EventSkipReason.NoChange)]
    [InlineData("ObjectExploded:Now", S3EventSkipReason.UnknownEvent)]
    [InlineData("objectcreated:put", S3EventSkipReason.UnknownEvent)]
    [InlineData("", S3EventSkipReason.UnknownEvent)]
    public void Parse_EventThatDoesNotMatter_IsSkipped(string name, S3EventSkipReason reason)
    {
        var message = Assert.Single(EventSamples.Parse(EventSamples.Notification(EventSamples.Record("a", name))).Messages);

        Assert.Empty(message.Events);
        Assert.Equal(reason, Assert.Single(message.Skips).Reason);
    }

    [Theory]
    [InlineData("2", true)]
    [InlineData("2.0", true)]
    [InlineData("2.1", true)]
    [InlineData("2.6", true)]
    [InlineData("2.10", true)]
    [InlineData("3.0", false)]
    [InlineData("1.0", false)]
    [InlineData("20.1", false)]
    [InlineData("2.x", false)]
    [InlineData("2.", false)]
    [InlineData("", false)]
    public void Parse_Version_CountsWhenItIsTwo(string version, bool counts)
    {
        var message = Assert.Single(EventSamples.Parse(EventSamples.Notification(EventSamples.Record("a", version: version))).Messages);

        Assert.Equal((counts ? 1 : 0, counts ? 0 : 1), (message.Events.Count, message.Skips.Count(static skip => skip.Reason == S3EventSkipReason.UnknownVersion)));
    }

    [Fact]
    public void Parse_AclChange_IsARemovalWhenAskedFor()
    {
        var batch = EventSamples.Parse(EventSamples.Notification(EventSamples.Record("a", "ObjectAcl:Put")), new S3EventOptions { AclChangesAreRemovals = true });

        Assert.Equal([("a", true)], EventSamples.Changes(batch));
    }

    [Fact]
    public void Changes_SameKeyInAnyOrder_AreOneAndARemovalWins()
    {
        var batch = EventSamples.Parse(EventSamples.Notification(
            EventSamples.Record("a"), EventSamples.Record("b"), EventSamples.Record("a", "ObjectRemoved:Delete"), EventSamples.Record("a"), EventSamples.Record("A"), EventSamples.Record("b")));

        Assert.Equal([("a", true), ("b", false), ("A", false)], EventSamples.Changes(batch));
    }

    [Fact]
    public void Changes_SameKeyInTwoBuckets_AreTwo() =>
        Assert.Equal(["photos", "letters"], EventSamples.Parse(EventSamples.Notification(EventSamples.Record("a"), EventSamples.Record("a", bucket: "letters"))).Changes.Select(static change => change.Bucket));

    [Fact]
    public void Parse_MinIOWithoutRecords_TakesItsKeyAsItStands() =>
        Assert.Equal([("a+b/c%20.jpg", true)], EventSamples.Changes(EventSamples.Parse("""{"EventName":"s3:ObjectRemoved:Delete","Key":"photos/a+b/c%20.jpg"}""")));
}
