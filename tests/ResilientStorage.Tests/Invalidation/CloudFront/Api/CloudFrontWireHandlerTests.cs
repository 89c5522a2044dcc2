using System.Net;
using ResilientStorage.Aws;
using ResilientStorage.Invalidation.CloudFront;
using ResilientStorage.Invalidation.CloudFront.Sdk;

namespace ResilientStorage.Tests.Invalidation.CloudFront.Api;

public sealed class CloudFrontWireHandlerTests
{
    private static readonly CloudFrontClientOptions Options = new() { AccessKey = "id", SecretKey = CloudFrontTestAccount.Secret, Retries = 0 };
    private static readonly CloudFrontCall Call = new() { Operation = "ListDistributions", Path = "distribution", Answer = "DistributionList" };

    [Fact]
    public async Task Send_Answer_IsReadWithoutBlocking()
    {
        using var http = new StubFactory(static () => new HttpResponseMessage(HttpStatusCode.OK) { Content = new AsyncOnlyContent("<DistributionList/>") });
        using var client = CloudFrontSdkClient.Create(Options, CloudFrontAddress.Of(null, null), http);

        var answer = await client.SendAsync(Call, CancellationToken.None);

        Assert.Equal("DistributionList", answer.Root?.Name.LocalName);
    }

    [Fact]
    public async Task Send_AnswerOverItsLimit_IsRefusedUnread()
    {
        using var http = new StubFactory(static () => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("<DistributionList/>") { Headers = { ContentLength = (64L << 20) + 1 } } });
        using var client = CloudFrontSdkClient.Create(Options, CloudFrontAddress.Of(null, null), http);

        var error = await Assert.ThrowsAsync<AwsTransportException>(() => client.SendAsync(Call, CancellationToken.None));

        Assert.Contains("longer than 64 MiB", error.Message, StringComparison.Ordinal);
    }

    private sealed class StubFactory(Func<HttpResponseMessage> answer) : AwsHttpClientFactory(new CloudFrontWireHandler(new StubHandler(answer)));

    private sealed class StubHandler(Func<HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(answer());
    }
}
