using Amazon.Runtime.Endpoints;
using Amazon.S3.Endpoints;
using Amazon.S3.Internal;
using ResilientStorage.Stores.S3;

namespace ResilientStorage.Tests.Stores.S3;

public sealed class S3EndpointCacheTests
{
    private readonly CountingRules _rules = new();

    [Fact]
    public void ResolveEndpoint_OtherKeyOfTheSameBucket_IsAnsweredFromMemory()
    {
        var cache = new S3EndpointCache(_rules);

        var first = cache.ResolveEndpoint(Parameters("photos", key: "a"));
        var second = cache.ResolveEndpoint(Parameters("photos", key: "b/c"));

        Assert.Same(first, second);
        Assert.Equal(1, _rules.Asked);
    }

    [Theory]
    [InlineData("photos", true)]
    [InlineData("photos", false)]
    [InlineData("no.tls.name", false)]
    public void ResolveEndpoint_AnyBucket_IsWhatTheRulesSay(string bucket, bool pathStyle)
    {
        var cache = new S3EndpointCache(_rules);
        cache.ResolveEndpoint(Parameters("another", "a"));

        var answer = cache.ResolveEndpoint(Parameters(bucket, "a", pathStyle));

        Assert.Equal(new AmazonS3EndpointProvider().ResolveEndpoint(Parameters(bucket, "a", pathStyle)).URL, answer.URL);
    }

    [Fact]
    public void ResolveEndpoint_DirectoryBucket_AsksTheRulesEachTime()
    {
        var cache = new S3EndpointCache(_rules);

        cache.ResolveEndpoint(Parameters("photos--usw2-az1--x-s3", "a"));
        cache.ResolveEndpoint(Parameters("photos--usw2-az1--x-s3", "a"));

        Assert.Equal(2, _rules.Asked);
    }

    private static S3EndpointParameters Parameters(string bucket, string key, bool pathStyle = false) =>
        new() { Bucket = bucket, Key = key, Region = "us-west-2", ForcePathStyle = pathStyle, UseFIPS = false, UseDualStack = false, Accelerate = false, UseGlobalEndpoint = false };

    private sealed class CountingRules : IEndpointProvider
    {
        private readonly AmazonS3EndpointProvider _inner = new();

        public int Asked { get; private set; }

        public Endpoint ResolveEndpoint(EndpointParameters parameters)
        {
            Asked++;
            return _inner.ResolveEndpoint(parameters);
        }
    }
}
