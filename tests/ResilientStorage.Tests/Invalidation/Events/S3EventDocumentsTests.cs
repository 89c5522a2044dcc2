using System.Text;

namespace ResilientStorage.Invalidation.Events;

public class S3EventDocumentsTests
{
    [Theory]
    [InlineData("\n")]
    [InlineData("")]
    [InlineData("\r\n\r\n")]
    [InlineData(", ")]
    [InlineData("\u001e")]
    public async Task ReadDocumentsAsync_DocumentsWithAnythingBetween_AreAllRead(string between) =>
        Assert.Equal(["a", "b", "c"], await ReadKeysAsync(string.Join(between, Document("a"), Document("b"), Document("c"))));

    [Fact]
    public async Task ReadDocumentsAsync_CapturedFromCeph_ReadsEveryLine() => Assert.Equal(16, (await ReadAsync(EventSamples.Text("ceph-16.2.ndjson"))).Count);

    [Fact]
    public async Task ReadDocumentsAsync_DocumentsOverManyLines_AreRead() =>
        Assert.Equal(2, (await ReadAsync(EventSamples.Text("aws-put.json") + EventSamples.Text("aws-delete.json"))).Sum(static batch => batch.Changes.Count));

    [Fact]
    public async Task ReadDocumentsAsync_BracesAndQuotesInTexts_DoNotEndADocument() => Assert.Equal(["}{\\\"[", "b"], await ReadKeysAsync(Document("}{\\\"[") + Document("b")));

    [Fact]
    public async Task ReadDocumentsAsync_LinesThatAreNoJson_AreErrorsAndLoseNothingElse()
    {
        var batches = await ReadAsync($"# a comment\n{Document("a")}\ngarbage {{\n{Document("b")}\n");

        Assert.Equal([S3EventErrorKind.Malformed, null, S3EventErrorKind.Malformed, null], batches.Select(static batch => batch.Messages[0].Error?.Kind));
        Assert.Equal(["a", "b"], Keys(batches));
    }

    [Fact]
    public async Task ReadDocumentsAsync_LineThatWasCutOff_LosesOnlyItself()
    {
        var batches = await ReadAsync($"{Document("a")}\n{Document("lost")[..^5]}\n{Document("b")}\r\n{Document("c")}");

        Assert.Equal([null, S3EventErrorKind.Malformed, null, null], batches.Select(static batch => batch.Messages[0].Error?.Kind));
        Assert.Equal(["a", "b", "c"], Keys(batches));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("")]
    public async Task ReadDocumentsAsync_SeveralOnALineAfterOneThatWasCutOff_AreAllRead(string end)
    {
        var batches = await ReadAsync($"{Document("lost")[..^5]}\n{Document("a")}{Document("b")}{end}");

        Assert.Equal([S3EventErrorKind.Malformed, null, null], batches.Select(static batch => batch.Messages[0].Error?.Kind));
        Assert.Equal(["a", "b"], Keys(batches));
    }

    [Fact]
    public async Task ReadDocumentsAsync_TooLargeDocument_IsPassedOver()
    {
        var batches = await ReadAsync($"{Document("a")}\n{Document(new string('x', 5_000))}\n{Document("b")}\n", maxBytes: 1_024);

        Assert.Equal([null, S3EventErrorKind.TooLarge, null], batches.Select(static batch => batch.Messages[0].Error?.Kind));
        Assert.Equal(["a", "b"], Keys(batches));
    }

    [Fact]
    public async Task ReadDocumentsAsync_CutOffLineBeforeMoreThanTheLimit_LosesOnlyItself()
    {
        var keys = Enumerable.Range(0, 100).Select(static place => $"key-{place}").ToArray();

        var batches = await ReadAsync($"{{\"Records\":[\n{string.Join('\n', keys.Select(Document))}\n", maxBytes: 1_024);

        Assert.Equal(S3EventErrorKind.TooLarge, batches[0].Messages[0].Error?.Kind);
        Assert.Equal(keys, Keys(batches));
    }

    [Fact]
    public async Task ReadDocumentsAsync_NothingOrBlank_IsNothing()
    {
        Assert.Empty(await ReadAsync(""));
        Assert.Empty(await ReadAsync(" \r\n\n"));
    }

    [Fact]
    public async Task ReadDocumentsAsync_LastDocumentWithoutEnd_IsAnError() =>
        Assert.Equal([null, S3EventErrorKind.Malformed], (await ReadAsync(Document("a") + "{\"Records\":")).Select(static batch => batch.Messages[0].Error?.Kind));

    private static string Document(string key) => EventSamples.Notification(EventSamples.Record(key));

    private static async Task<string[]> ReadKeysAsync(string json) => Keys(await ReadAsync(json));

    private static string[] Keys(IEnumerable<S3EventBatch> batches) => [.. batches.SelectMany(static batch => batch.Changes).Select(static change => change.ObjectKey)];

    private static async Task<List<S3EventBatch>> ReadAsync(string json, int maxBytes = 1 << 20)
    {
        var batches = new List<S3EventBatch>();
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        await foreach (var batch in new S3EventParser(new S3EventOptions { MaxMessageBytes = maxBytes }).ReadDocumentsAsync(stream))
        {
            batches.Add(batch);
        }

        return batches;
    }
}
