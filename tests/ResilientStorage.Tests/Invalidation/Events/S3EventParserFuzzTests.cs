namespace ResilientStorage.Invalidation.Events;

public class S3EventParserFuzzTests
{
    private const int Documents = 5_000;

    [Fact]
    public void Parse_SpoiledDocuments_NeverThrowsAndKeepsItsPromises()
    {
        var samples = EventSamples.Names.Where(static name => name.EndsWith(".json", StringComparison.Ordinal)).Select(EventSamples.Bytes).Concat(CephLines()).ToArray();
        var parser = new S3EventParser(new S3EventOptions { MaxRecords = 100 });
        var events = 0;
        for (var seed = 0; seed < Documents; seed++)
        {
            var document = new EventMutator(seed).Spoil(samples[seed % samples.Length]);

            var batch = Parse(parser, document, seed);

            Assert.NotEmpty(batch.Messages);
            Assert.All(batch.Messages.SelectMany(static message => message.Events), static found => Assert.True(found is { Bucket.Length: > 0, ObjectKey.Length: > 0 and <= S3Keys.MaxBytes }));
            Assert.True(batch.Messages.Sum(static message => message.Events.Count + message.Skips.Count) <= 100);
            events += batch.Changes.Count;
        }

        // A mutator that spoils everything would prove nothing.
        Assert.InRange(events, Documents / 10, Documents * 2);
    }

    [Fact]
    public void Parse_SpoiledMessageInABatch_LosesNoChangeOfTheOthers()
    {
        var parser = new S3EventParser();
        for (var seed = 0; seed < 300; seed++)
        {
            var spoiled = System.Text.Encoding.UTF8.GetString(new EventMutator(seed).Spoil(EventSamples.Bytes("aws-put.json")));
            var invocation = EventSamples.SqsInvocation(
                ("before", EventSamples.Notification(EventSamples.Record("first"))), ("spoiled", spoiled), ("after", EventSamples.Notification(EventSamples.Record("last"))));

            var batch = Parse(parser, System.Text.Encoding.UTF8.GetBytes(invocation), seed);

            Assert.Equal(["before", "spoiled", "after"], batch.Messages.Select(static message => message.Id));
            Assert.Equal("first", Assert.Single(batch.Messages[0].Events).ObjectKey);
            Assert.Equal("last", Assert.Single(batch.Messages[2].Events).ObjectKey);
        }
    }

    [Fact]
    public void Framer_SpoiledStreamsInAnyPieces_FindsTheSameWithinItsLimit()
    {
        var stream = EventSamples.Bytes("ceph-16.2.ndjson");
        for (var seed = 0; seed < 300; seed++)
        {
            var mutator = new EventMutator(seed);
            var spoiled = mutator.Spoil(stream);

            var whole = Frame([spoiled]);

            Assert.Equal(whole, Frame(mutator.Cut(spoiled)));
            Assert.All(whole, static document => Assert.True(document is null or { Length: <= 2_048 }));
        }
    }

    [Fact]
    public void Framer_OneSpoiledLine_LosesOnlyNeighbours()
    {
        var lines = CephLines().ToArray();
        for (var seed = 0; seed < 300; seed++)
        {
            var spoiled = new EventMutator(seed).Spoil(lines[7]);

            var found = Frame([[.. lines.Take(7).SelectMany(static line => line.Append((byte)'\n')), .. spoiled, (byte)'\n', .. lines.Skip(8).SelectMany(static line => line.Append((byte)'\n'))]]);

            // Every other line is found, wherever the spoiled one began or ended a document.
            var texts = found.OfType<byte[]>().Select(Convert.ToHexString).ToHashSet();
            Assert.All(lines.Where((_, place) => place != 7), line => Assert.True(texts.Contains(Convert.ToHexString(line)), $"seed {seed}"));
        }
    }

    private static S3EventBatch Parse(S3EventParser parser, byte[] document, int seed)
    {
        try
        {
            return parser.Parse(document);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"Seed {seed} made the parser throw.", e);
        }
    }

    private static List<byte[]?> Frame(IEnumerable<byte[]> pieces)
    {
        var framer = new JsonFramer(maxBytes: 2_048);
        foreach (var piece in pieces)
        {
            framer.Add(piece);
        }

        framer.End();
        var found = new List<byte[]?>();
        while (framer.TryTake(out var document))
        {
            found.Add(document);
        }

        return found;
    }

    private static IEnumerable<byte[]> CephLines() => EventSamples.Text("ceph-16.2.ndjson").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(System.Text.Encoding.UTF8.GetBytes);
}
