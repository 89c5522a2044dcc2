using System.Net;
using Amazon.CloudFront;
using Amazon.CloudFront.Model;
using Amazon.Runtime;
using ResilientStorage.Invalidation.CloudFront;
using Xunit;

namespace Photos;

public sealed class OfficialCloudFrontTests
{
    private readonly FakeAmazonCloudFront _service = new();

    [Fact]
    public async Task CreateInvalidation_Batch_ArrivesWholeUnderItsReference()
    {
        var taken = await Api.CreateInvalidationAsync(new CloudFrontInvalidationRequest { DistributionId = "E1", CallerReference = "r-1", Paths = ["/a", "/b*"] }, CancellationToken.None);

        Assert.Equal(("I1", false, _service.Now), (taken.Id, taken.IsCompleted, taken.CreatedAt));
        var asked = Assert.Single(_service.Created);
        Assert.Equal(("E1", "r-1", 2), (asked.DistributionId, asked.InvalidationBatch!.CallerReference, asked.InvalidationBatch.Paths!.Quantity));
        Assert.Equal(["/a", "/b*"], asked.InvalidationBatch.Paths.Items!);
    }

    [Theory]
    [InlineData("TooManyInvalidationsInProgress", HttpStatusCode.BadRequest, CloudFrontErrorKind.TooManyInProgress)]
    [InlineData("AccessDenied", HttpStatusCode.Forbidden, CloudFrontErrorKind.AccessDenied)]
    [InlineData("NoSuchDistribution", HttpStatusCode.NotFound, CloudFrontErrorKind.NotFound)]
    public async Task CreateInvalidation_Refused_IsTheErrorThatTheLibraryActsOn(string code, HttpStatusCode status, CloudFrontErrorKind kind)
    {
        _service.Error = new AmazonCloudFrontException("no", ErrorType.Sender, code, "id-1", status);

        var error = await Assert.ThrowsAsync<CloudFrontException>(() => Api.CreateInvalidationAsync(new CloudFrontInvalidationRequest { DistributionId = "E1", CallerReference = "r", Paths = ["/a"] }, CancellationToken.None));

        Assert.Equal((kind, code, "id-1"), (error.Kind, error.Code, error.RequestId));
        Assert.Contains("CreateInvalidation of E1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetInvalidation_ConnectionLost_MayBeRepeated()
    {
        _service.Error = new HttpRequestException("reset");

        var error = await Assert.ThrowsAsync<CloudFrontException>(() => Api.GetInvalidationAsync("E1", "I1", CancellationToken.None));

        Assert.Equal(CloudFrontErrorKind.Unavailable, error.Kind);
    }

    [Fact]
    public async Task GetInvalidation_CallerCancels_IsTheCallersCancellation()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        _service.Error = new OperationCanceledException(cancelled.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Api.GetInvalidationAsync("E1", "I1", cancelled.Token));
    }

    [Fact]
    public async Task ListDistributions_EveryField_IsWhatTheLibraryReadsItself()
    {
        _service.Distributions = new DistributionList
        {
            IsTruncated = true,
            NextMarker = "E1",
            Items =
            [
                new DistributionSummary
                {
                    Id = "E1",
                    DomainName = "d1.cloudfront.net",
                    Enabled = false,
                    Staging = true,
                    ConnectionMode = ConnectionMode.TenantOnly,
                    Origins = new Origins { Items = [new Origin { Id = "s3", DomainName = "photos.s3.amazonaws.com", OriginPath = "/live" }] },
                    OriginGroups = new OriginGroups { Items = [new OriginGroup { Id = "both", Members = new OriginGroupMembers { Items = [new OriginGroupMember { OriginId = "s3" }] } }] },
                    CacheBehaviors = new CacheBehaviors
                    {
                        Items =
                        [
                            new CacheBehavior { PathPattern = "/a/*", TargetOriginId = "both", CachePolicyId = "p-1", SmoothStreaming = true },
                            new CacheBehavior { PathPattern = "/b/*", TargetOriginId = "s3", MinTTL = 1, DefaultTTL = 2, MaxTTL = 3, ForwardedValues = new ForwardedValues { QueryString = true } },
                            new CacheBehavior { PathPattern = "/c/*", TargetOriginId = "s3", ForwardedValues = new ForwardedValues { Headers = new Headers { Items = ["*"] } } },
                        ],
                    },
                    DefaultCacheBehavior = new DefaultCacheBehavior
                    {
                        TargetOriginId = "s3",
                        CachePolicyId = "p-2",
                        FunctionAssociations = new FunctionAssociations { Items = [new FunctionAssociation { EventType = EventType.ViewerRequest }] },
                    },
                },
            ],
        };

        var page = await Api.ListDistributionsAsync(marker: null, CancellationToken.None);

        var read = Assert.Single(page.Items);
        Assert.Equal("E1", page.NextMarker);
        Assert.Equal(("E1", "d1.cloudfront.net", false, true, true), (read.Id, read.DomainName, read.IsEnabled, read.IsStaging, read.IsTenantTemplate));
        Assert.Equal([new CloudFrontOrigin { Id = "s3", DomainName = "photos.s3.amazonaws.com", OriginPath = "/live" }], read.Origins);
        Assert.Equal(("both", "s3"), (read.OriginGroups[0].Id, read.OriginGroups[0].OriginIds[0]));
        Assert.Equal(
            [
                new CloudFrontBehavior { PathPattern = "/a/*", TargetOriginId = "both", CachePolicyId = "p-1", IsSmoothStreaming = true },
                new CloudFrontBehavior { PathPattern = "/b/*", TargetOriginId = "s3", OwnSettings = CloudFrontCacheSettings.FromSeconds(1, 2, 3, variesByQueryString: true) },
                new CloudFrontBehavior { PathPattern = "/c/*", TargetOriginId = "s3", OwnSettings = CloudFrontCacheSettings.FromSeconds(0, 0, 0) },
            ],
            read.Behaviors);
        Assert.Equal(new CloudFrontBehavior { TargetOriginId = "s3", CachePolicyId = "p-2", MayRewritePaths = true }, read.DefaultBehavior);
    }

    [Fact]
    public async Task ListDistributions_None_IsAnEmptyLastPage()
    {
        _service.Distributions = new DistributionList { NextMarker = "left over", IsTruncated = false };

        var page = await Api.ListDistributionsAsync(marker: null, CancellationToken.None);

        Assert.Empty(page.Items);
        Assert.Null(page.NextMarker);
    }

    [Fact]
    public async Task ListCachePolicies_FieldsAbsent_AreTheServicesDefaults()
    {
        _service.Policies = new CachePolicyList
        {
            NextMarker = "m",
            Items =
            [
                new CachePolicySummary { CachePolicy = new CachePolicy { Id = "p-1", CachePolicyConfig = new CachePolicyConfig() } },
                new CachePolicySummary
                {
                    CachePolicy = new CachePolicy
                    {
                        Id = "p-2",
                        CachePolicyConfig = new CachePolicyConfig
                        {
                            MinTTL = 5,
                            DefaultTTL = 6,
                            MaxTTL = 7,
                            ParametersInCacheKeyAndForwardedToOrigin = new ParametersInCacheKeyAndForwardedToOrigin { QueryStringsConfig = new CachePolicyQueryStringsConfig { QueryStringBehavior = CachePolicyQueryStringBehavior.All } },
                        },
                    },
                },
            ],
        };

        var page = await Api.ListCachePoliciesAsync(marker: null, CancellationToken.None);

        Assert.Equal("m", page.NextMarker);
        Assert.Equal(
            [
                new CloudFrontCachePolicy("p-1", new CloudFrontCacheSettings(TimeSpan.Zero, TimeSpan.FromDays(1), TimeSpan.FromDays(365))),
                new CloudFrontCachePolicy("p-2", new CloudFrontCacheSettings(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(7), VariesByQueryString: true)),
            ],
            page.Items);
    }

    [Theory]
    [InlineData("index.html", "index.html")]
    [InlineData("", null)]
    public async Task GetDefaultRootObject_AsSet_IsTheKeyOrNone(string set, string? key)
    {
        _service.RootObject = set;

        Assert.Equal(key, await Api.GetDefaultRootObjectAsync("E1", CancellationToken.None));
    }

    private OfficialCloudFront Api => new(_service);
}
