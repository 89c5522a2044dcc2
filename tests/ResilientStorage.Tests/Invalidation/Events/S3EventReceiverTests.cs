using System.Net;
using ResilientStorage.Testing;

namespace ResilientStorage.Invalidation.Events;

public class S3EventReceiverTests
{
    private static readonly S3EventOptions AtOnce = new() { FlushEachRequest = true, MaxMessageBytes = 4_096 };
    private readonly S3EventReceipts _receipts = new();
    private readonly InMemoryInvalidationBatcher _batcher;

    public S3EventReceiverTests() => _batcher = new InMemoryInvalidationBatcher(_receipts);

    [Fact]
    public async Task HandleAsync_GoodBody_Is200()
    {
        Assert.Equal(new S3EventResponse(200), await HandleAsync(EventSamples.Text("minio-put.json")));
        Assert.Equal("albums/red flower+leaf.jpg", Assert.Single(_batcher.Changes).ObjectKey);
    }

    [Theory]
    [InlineData("", 400)]
    [InlineData("not json", 400)]
    [InlineData("""{"Event":"s3:TestEvent"}""", 200)]
    [InlineData("""{"Records":[7]}""", 200)]
    public async Task HandleAsync_OddBody_IsAnsweredByWhatItIs(string body, int status)
    {
        var response = await HandleAsync(body);

        Assert.Equal((status, status == 200), (response.StatusCode, response.Problem is null));
    }

    [Fact]
    public async Task HandleAsync_EndlessBody_Is413AndNotReadOn()
    {
        using var body = new EndlessStream();

        Assert.Equal(413, (await Receiver(AtOnce).HandleAsync(body)).StatusCode);

        Assert.Equal(AtOnce.MaxMessageBytes + 1, body.BytesRead);
    }

    [Fact]
    public async Task HandleAsync_CannotBeSent_Is503()
    {
        _batcher.FlushError = new IOException("The network is gone.");

        Assert.Equal(503, (await HandleAsync(EventSamples.Text("aws-put.json"))).StatusCode);
    }

    [Fact]
    public async Task HandleAsync_WithoutFlush_AnswersWhenTheBatcherHasSettled()
    {
        using var body = EventSamples.Stream(EventSamples.Text("aws-put.json"));
        var handling = Receiver(new S3EventOptions()).HandleAsync(body);
        Assert.False(handling.IsCompleted);

        await _batcher.FlushAsync();

        Assert.Equal(200, (await handling).StatusCode);
    }

    [Fact]
    public async Task HandleAsync_OverHttp_AnswersTheSender()
    {
        await using var server = EventServer.Start(Receiver(AtOnce).HandleAsync);
        using var client = new HttpClient();

        using var good = await client.PostAsync(server.Url, new StringContent(EventSamples.Text("aws-delete.json")));
        using var bad = await client.PostAsync(server.Url, new StringContent("not json"));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.BadRequest), (good.StatusCode, bad.StatusCode));
        Assert.StartsWith("The message is not JSON", await bad.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.True(Assert.Single(_batcher.Changes).IsRemoval);
    }

    private async Task<S3EventResponse> HandleAsync(string body)
    {
        using var stream = EventSamples.Stream(body);
        return await Receiver(AtOnce).HandleAsync(stream);
    }

    private S3EventReceiver Receiver(S3EventOptions options) => new(new S3EventParser(options), new S3EventHandler(_batcher, _receipts, options), options);
}
