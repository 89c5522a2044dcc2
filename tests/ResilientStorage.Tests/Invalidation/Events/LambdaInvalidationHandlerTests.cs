using System.Text;
using Microsoft.Extensions.DependencyInjection;
using ResilientStorage.Alerts;
using ResilientStorage.Testing;

namespace ResilientStorage.Invalidation.Events;

public class LambdaInvalidationHandlerTests
{
    private readonly S3EventReceipts _receipts = new();
    private readonly InMemoryInvalidationBatcher _batcher;

    public LambdaInvalidationHandlerTests() => _batcher = new InMemoryInvalidationBatcher(_receipts);

    [Theory]
    [InlineData("aws-put.json")]
    [InlineData("lambda-sns.json")]
    [InlineData("eventbridge-created.json")]
    [InlineData("sqs-receive.json")]
    public async Task HandleAsync_Invocation_IsFlushedBeforeTheAnswer(string sample)
    {
        Assert.Equal("""{"batchItemFailures":[]}""", await InvokeAsync(EventSamples.Text(sample)));

        Assert.Equal((1, 0), (_batcher.Changes.Count, _batcher.WaitingCount));
    }

    [Fact]
    public async Task HandleAsync_SqsBatchWithAnUnreadableMessage_NamesOnlyThat()
    {
        Assert.Equal("""{"batchItemFailures":[{"itemIdentifier":"third"}]}""", await InvokeAsync(EventSamples.Text("lambda-sqs.json")));

        Assert.Equal(["albums/red flower+leaf 100%.jpg", "albums/über.jpg"], _batcher.Changes.Select(static change => change.ObjectKey));
        Assert.Equal(0, _batcher.WaitingCount);
    }

    [Fact]
    public async Task HandleAsync_PartOfTheBatchStillWaits_NamesThoseMessages()
    {
        var batcher = new PartialBatcher(_receipts, ["b"]);
        var invocation = EventSamples.SqsInvocation(("one", EventSamples.Notification(EventSamples.Record("a"))), ("two", EventSamples.Notification(EventSamples.Record("b"))));

        Assert.Equal("""{"batchItemFailures":[{"itemIdentifier":"two"}]}""", await InvokeAsync(invocation, batcher: batcher));
    }

    [Fact]
    public async Task HandleAsync_FailuresAreNotNamed_FailsTheInvocation()
    {
        var options = new S3EventOptions { ReportBatchItemFailures = false };

        await Assert.ThrowsAsync<S3EventException>(() => InvokeAsync(EventSamples.Text("lambda-sqs.json"), options));

        Assert.Equal((2, 0), (_batcher.Changes.Count, _batcher.WaitingCount));
    }

    [Fact]
    public async Task HandleAsync_DirectInvocationThatCouldNotBeSent_FailsTheInvocation()
    {
        _batcher.FlushError = new IOException("The network is gone.");

        await Assert.ThrowsAsync<S3EventException>(() => InvokeAsync(EventSamples.Text("aws-put.json")));
    }

    [Fact]
    public async Task HandleAsync_ManyMessagesOverTheSizeOfOne_AreRead()
    {
        var options = new S3EventOptions { MaxMessageBytes = 1_024 };
        var messages = Enumerable.Range(0, 100).Select(static place => ($"m{place}", EventSamples.Notification(EventSamples.Record($"key-{place}")))).ToArray();

        Assert.Equal("""{"batchItemFailures":[]}""", await InvokeAsync(EventSamples.SqsInvocation(messages), options));

        Assert.Equal(100, _batcher.Changes.Count);
    }

    [Fact]
    public async Task HandleAsync_MessageOverItsSizeInABatch_NamesOnlyThat()
    {
        var options = new S3EventOptions { MaxMessageBytes = 1_024 };
        var invocation = EventSamples.SqsInvocation(("large", EventSamples.Notification(EventSamples.Record("a")).PadRight(1_025)), ("small", EventSamples.Notification(EventSamples.Record("b"))));

        Assert.Equal("""{"batchItemFailures":[{"itemIdentifier":"large"}]}""", await InvokeAsync(invocation, options));

        Assert.Equal("b", Assert.Single(_batcher.Changes).ObjectKey);
    }

    [Fact]
    public async Task HandleAsync_AlertUnderWay_EndsAfterIt()
    {
        var alert = new TaskCompletionSource();
        using var output = new MemoryStream();
        var handler = new LambdaInvalidationHandler(new S3EventParser(), new S3EventHandler(_batcher, _receipts)) { EndAsync = _ => alert.Task };

        var handling = handler.HandleAsync(EventSamples.Stream(EventSamples.Text("aws-put.json")), output);

        Assert.Equal((1, 0, false, 0L), (_batcher.Changes.Count, _batcher.WaitingCount, handling.IsCompleted, output.Length));
        alert.SetResult();
        await handling;
        Assert.Equal("""{"batchItemFailures":[]}""", Encoding.UTF8.GetString(output.ToArray()));
    }

    [Fact]
    public async Task HandleAsync_OfServices_WaitsForTheAlertsOfItsInvalidation()
    {
        await using var services = new ServiceCollection().AddCloudFrontInvalidation(static _ => { }).BuildServiceProvider();

        Assert.IsType<AlertDispatcher>(services.GetRequiredService<LambdaInvalidationHandler>().EndAsync.Target);
    }

    private async Task<string> InvokeAsync(string json, S3EventOptions? options = null, IInvalidationBatcher? batcher = null)
    {
        using var output = new MemoryStream();
        var handler = new LambdaInvalidationHandler(new S3EventParser(options), new S3EventHandler(batcher ?? _batcher, _receipts, options), options);
        await handler.HandleAsync(EventSamples.Stream(json), output);
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
