using Amazon.Runtime;
using Amazon.S3;
using ResilientStorage.Conformance.Meta;
using ResilientStorage.Conformance.Stores;
using ResilientStorage.Stores.S3;
using ResilientStorage.Wire.Driver;

namespace ResilientStorage.Wire.Engine;

/// <summary>Uploads on a wire that fails: what is stored is success, whatever became of the answer, and what fails leaves nothing.</summary>
[NeedsServer(S3TestServer.Main)]
public sealed class UploadWireTests(WireBuckets buckets) : IClassFixture<WireBuckets>
{
    private static readonly byte[] Small = EngineOnTheWire.Bytes(100_000);

    // Three parts.
    private static readonly byte[] Large = EngineOnTheWire.Bytes((2 * EngineOnTheWire.PartSize) + 7);

    [Fact]
    public async Task Upload_AnswerLostAfterStoring_IsSuccessWithoutASecondRequest()
    {
        await using var engine = await EngineOnTheWire.StartAsync(buckets);
        engine.Main.Break(EngineOnTheWire.Replicas(WireOperation.PutObject), WireFault.LoseAnswer, times: 1);

        await UploadAsync(engine, Small);

        Assert.Equal((1, 1), (engine.Count(WireOperation.PutObject), engine.Count(WireOperation.HeadObject)));
    }

    [Fact]
    public async Task Upload_AnswerHeldBackAfterStoring_IsSentAgainAfterTheTimeout()
    {
        await using var engine = await EngineOnTheWire.StartAsync(buckets);
        engine.Main.Break(EngineOnTheWire.Replicas(WireOperation.PutObject), WireFault.HoldAnswer, times: 1);

        await UploadAsync(engine, Small);

        Assert.Equal(2, engine.Count(WireOperation.PutObject));
    }

    [Fact]
    public async Task Upload_RequestLost_IsSentAgain()
    {
        await using var engine = await EngineOnTheWire.StartAsync(buckets);
        engine.Main.Break(EngineOnTheWire.Replicas(WireOperation.PutObject), WireFault.ResetBeforeServer, times: 1);

        await UploadAsync(engine, Small);

        Assert.Equal(2, engine.Count(WireOperation.PutObject));
    }

    [Fact]
    public async Task Upload_CreateOnlyAnswerLost_SecondTryIsRefusedAndSettledAsSuccess()
    {
        await using var engine = await EngineOnTheWire.StartAsync(buckets, mainClient: CreateOnlyClient);
        engine.Main.Break(EngineOnTheWire.Replicas(WireOperation.PutObject), WireFault.LoseAnswer, times: 1);

        // Nor can it be asked at first what became of it.
        engine.Main.Break(EngineOnTheWire.Replicas(WireOperation.HeadObject), WireFault.Say(WireAnswer.Page(503)), times: 1);

        await UploadAsync(engine, Small);

        // The owner marker came first.
        Assert.Equal([200, 200, 412], engine.Main.AnswersTo(WireOperation.PutObject));
        Assert.All(engine.Main.Requests.Where(EngineOnTheWire.Replicas(WireOperation.PutObject)), static request => Assert.Equal("*", request.Header("If-None-Match")));
    }

    [Fact]
    public async Task Upload_HostsOwnClientAndAnswerLost_IsSentOnce()
    {
        await using var engine = await EngineOnTheWire.StartAsync(buckets, mainClient: BareClient);
        engine.Main.Break(EngineOnTheWire.Replicas(WireOperation.PutObject), WireFault.LoseAnswer, times: 1);

        await UploadAsync(engine, Small);

        Assert.Equal(1, engine.Count(WireOperation.PutObject));
    }

    [Fact]
    public async Task Upload_AnswerOfAProxyAfterStoring_IsSettledByLooking()
    {
        await using var engine = await EngineOnTheWire.StartAsync(buckets);
        engine.Main.Break(EngineOnTheWire.Replicas(WireOperation.PutObject), WireFault.SayAfterServer(WireAnswer.Page(200)), times: 1);

        await UploadAsync(engine, Small);

        Assert.Equal(1, engine.Count(WireOperation.PutObject));
    }

    [Fact]
    public async Task Upload_AnswerOfAProxyAndNothingStored_IsSentAgain()
    {
        await using var engine = await EngineOnTheWire.StartAsync(buckets);
        engine.Main.Break(EngineOnTheWire.Replicas(WireOperation.PutObject), WireFault.Say(WireAnswer.Page(200)), times: 1);

        await UploadAsync(engine, Small);

        Assert.Equal(2, engine.Count(WireOperation.PutObject));
    }

    [Theory]
    [InlineData(WireOperation.CreateMultipartUpload)]
    [InlineData(WireOperation.UploadPart)]
    [InlineData(WireOperation.CompleteMultipartUpload)]
    public async Task UploadInParts_AnswerLost_IsSuccess(string operation)
    {
        await using var engine = await EngineOnTheWire.StartAsync(buckets);
        engine.Main.Break(operation, WireFault.LoseAnswer, times: 1);

        await UploadAsync(engine, Large);
    }

    [Fact]
    public async Task UploadInParts_AnswerToTheBeginningLost_RemovalAbortsTheUploadThatNobodyKnows()
    {
        await using var engine = await EngineOnTheWire.StartAsync(buckets);
        engine.Main.Break(WireOperation.CreateMultipartUpload, WireFault.LoseAnswer, times: 1);
        await UploadAsync(engine, Large);
        Assert.Equal(1, await engine.UnfinishedUploadsAsync());

        await engine.Storage.DeleteAsync("a.bin");
        await engine.Maintenance.RunPendingWorkAsync();

        Assert.Equal(0, await engine.UnfinishedUploadsAsync());
        Assert.Empty(await engine.MainKeysAsync());
    }

    [Fact]
    public async Task UploadInParts_CompletionDoneButAnsweredWithAnErrorDocument_IsSuccess()
    {
        await using var engine = await EngineOnTheWire.StartAsync(buckets);
        engine.Main.Break(WireOperation.CompleteMultipartUpload, WireFault.SayAfterServer(WireAnswer.Error(200, "InternalError")), times: 1);

        await UploadAsync(engine, Large);

        Assert.Equal(1, engine.Count(WireOperation.CompleteMultipartUpload));
    }

    [Fact]
    public async Task UploadInParts_CompletionAnsweredByAProxyAndNotDone_IsSentAgain()
    {
        await using var engine = await EngineOnTheWire.StartAsync(buckets);
        engine.Main.Break(WireOperation.CompleteMultipartUpload, WireFault.Say(WireAnswer.Page(200)), times: 1);

        await UploadAsync(engine, Large);

        Assert.Equal(2, engine.Count(WireOperation.CompleteMultipartUpload));
    }

    [Theory]
    [InlineData(503, "SlowDown")]
    [InlineData(429, "TooManyRequests")]
    [InlineData(500, "InternalError")]
    [InlineData(409, "OperationAborted")]
    public async Task Upload_StormOfThree_SucceedsAtTheFourthTry(int status, string code)
    {
        await using var engine = await EngineOnTheWire.StartAsync(buckets);
        engine.Main.Break(EngineOnTheWire.Replicas(WireOperation.PutObject), WireFault.Say(WireAnswer.Error(status, code, ("Retry-After", "0"))), times: 3);

        await UploadAsync(engine, Small);

        Assert.Equal(4, engine.Count(WireOperation.PutObject));
    }

    [Fact]
    public async Task Upload_StormThatLasts_FailsAndLeavesNothingAnywhere()
    {
        await using var engine = await EngineOnTheWire.StartAsync(buckets);
        engine.Main.Break(EngineOnTheWire.Replicas(WireOperation.PutObject), WireFault.Say(WireAnswer.Error(503, "SlowDown")));

        var error = await Assert.ThrowsAsync<UploadFailedException>(() => engine.Storage.UploadAsync("a.bin", Small).WaitAsync(Limits.Hang));

        Assert.Equal((StorageErrorKind.Throttled, "main", 4), (error.Kind, error.Store, engine.Count(WireOperation.PutObject)));
        Assert.Equal("tx-canned-1", Assert.IsType<StorageException>(error.InnerException).RequestId);
        await engine.Maintenance.RunPendingWorkAsync();
        Assert.Empty(await engine.MainKeysAsync());
        Assert.Empty(await engine.BackupKeysAsync());
        Assert.Null(await engine.Storage.FindAsync("a.bin"));
    }

    private static async Task UploadAsync(EngineOnTheWire engine, byte[] content)
    {
        var resource = await engine.Storage.UploadAsync("a.bin", content).WaitAsync(Limits.Hang);

        Assert.Equal(content.Length, resource.Length);
        Assert.Single(await engine.MainKeysAsync());
        Assert.Single(await engine.BackupKeysAsync());
        var read = await engine.ReadAsync();
        Assert.True(content.AsSpan().SequenceEqual(read));
        Secrets.AssertNone(engine.Logs.Text);
    }

    private static AmazonS3Client CreateOnlyClient(S3StoreOptions options)
    {
        var client = S3ClientFactory.Create(options, new S3HttpClientFactory(options));
        client.BeforeRequestEvent += static (_, arguments) =>
        {
            if (arguments is WebServiceRequestEventArgs { Request: Amazon.S3.Model.PutObjectRequest } put)
            {
                put.Headers["If-None-Match"] = "*";
            }
        };
        return client;
    }

    /// <summary>A client with nothing but what is asked of a host's own.</summary>
    private static AmazonS3Client BareClient(S3StoreOptions options) => new(
        new BasicAWSCredentials(options.AccessKey, options.SecretKey),
        new AmazonS3Config
        {
            ServiceURL = options.ServiceUrl,
            ForcePathStyle = true,
            MaxErrorRetry = 0,
            MaxStaleConnectionRetries = 0,
            AllowAutoRedirect = false,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        });
}
