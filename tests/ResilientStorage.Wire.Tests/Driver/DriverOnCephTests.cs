using System.Globalization;
using Amazon.S3.Model;
using ResilientStorage.Conformance.Meta;
using ResilientStorage.Conformance.Stores;
using ResilientStorage.Stores;
using ResilientStorage.Stores.S3;

namespace ResilientStorage.Wire.Driver;

/// <summary>The raw driver through a proxy to a real gateway: signatures made for the proxy's address hold, and refusals are the gateway's own.</summary>
[NeedsServer(S3TestServer.Main)]
public sealed class DriverOnCephTests : IAsyncLifetime
{
    private readonly S3TestServer _server = S3TestServer.Demand(S3TestServer.Main);
    private readonly string _bucket = S3TestServer.NewBucketName();
    private WireProxy _proxy = null!;
    private S3ObjectStore _store = null!;

    public static TheoryData<string> Operations => [.. DriverCalls.All.Except([WireOperation.UploadPart, WireOperation.CompleteMultipartUpload, WireOperation.AbortMultipartUpload])];

    public static TheoryData<string> ObjectOperations => [WireOperation.PutObject, WireOperation.GetObject, WireOperation.HeadObject, WireOperation.DeleteObjects, WireOperation.CreateMultipartUpload];

    public async Task InitializeAsync()
    {
        using var client = _server.Client();
        await S3TestServer.CreateBucketAsync(client, _bucket);
        _proxy = WireProxy.To(_server.Url);
        var real = _server.Options(_bucket);
        _store = DriverCalls.Store(_proxy.Url, options => (options.Bucket, options.AccessKey, options.SecretKey) = (_bucket, real.AccessKey, real.SecretKey));
        await _store.PutAsync("key", DriverCalls.Content(), new PutObjectOptions());
    }

    public async Task DisposeAsync()
    {
        using var client = _server.Client();
        await client.DeleteBucketPolicyAsync(_bucket);
        await S3TestServer.RemoveBucketAsync(client, _bucket);
        _store.Dispose();
        await _proxy.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Call_SignedForTheProxy_Succeeds(string operation) =>
        Assert.Equal("success", (await DriverCalls.RunAsync(operation, _store)).ToString());

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Call_ClockOneHourBehind_IsDeniedAndNamesTheClock(string operation)
    {
        _proxy.Break(static _ => true, WireFault.Change(static request => WithDate(request, TimeSpan.FromHours(-1))));

        var result = await DriverCalls.RunAsync(operation, _store);

        Assert.Equal("AccessDenied", result.ToString());
        Assert.Equal(403, result.Error!.StatusCode);
        Assert.Contains("clock", result.Error.Message, StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(result.Error.RequestId));
    }

    [Theory]
    [MemberData(nameof(ObjectOperations))]
    public async Task Call_KeyDeniedByPolicy_IsDeniedAndNeverMissing(string operation)
    {
        using var client = _server.Client();
        await client.PutBucketPolicyAsync(new PutBucketPolicyRequest
        {
            BucketName = _bucket,
            Policy = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":["s3:GetObject","s3:PutObject","s3:DeleteObject"],"Resource":"arn:aws:s3:::{{_bucket}}/key"}]}""",
        });

        var result = await DriverCalls.RunAsync(operation, _store);

        Assert.Equal("AccessDenied", result.ToString());
        Assert.Contains("docs/providers.md", result.Error!.Message, StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(result.Error.RequestId));
    }

    [Fact]
    public async Task PutAsync_AnswerLost_IsStored()
    {
        _proxy.Break(WireOperation.PutObject, WireFault.LoseAnswer, times: 1);

        var result = await DriverCalls.RunAsync(WireOperation.PutObject, _store);

        Assert.True(result.Error!.MayHaveTakenEffect);
        Assert.NotNull(await _store.FindAsync("key"));
    }

    // The gateway looks at the date before it looks at the signature.
    private static WireRequest WithDate(WireRequest request, TimeSpan offset)
    {
        const string format = "yyyyMMdd'T'HHmmss'Z'";
        return request with
        {
            Headers = [.. request.Headers.Select(header => header.Key.Equals("X-Amz-Date", StringComparison.OrdinalIgnoreCase)
                ? KeyValuePair.Create(header.Key, DateTimeOffset.ParseExact(header.Value, format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUniversalTime().Add(offset).ToString(format, CultureInfo.InvariantCulture))
                : header)],
        };
    }
}
