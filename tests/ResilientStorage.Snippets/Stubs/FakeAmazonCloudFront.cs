using Amazon.CloudFront;
using Amazon.CloudFront.Model;

namespace Photos;

/// <summary>The official client's stand-in: answers what it was given.</summary>
internal sealed class FakeAmazonCloudFront : IAmazonCloudFront
{
    public DateTime Now { get; } = new(2026, 11, 20, 10, 0, 0, DateTimeKind.Utc);

    public Exception? Error { get; set; }

    public DistributionList? Distributions { get; set; }

    public CachePolicyList? Policies { get; set; }

    public string? RootObject { get; set; }

    public List<CreateInvalidationRequest> Created { get; } = [];

    public Task<CreateInvalidationResponse> CreateInvalidationAsync(CreateInvalidationRequest request, CancellationToken cancellationToken = default)
    {
        Created.Add(request);
        return Answer(new CreateInvalidationResponse { Invalidation = Taken("InProgress") });
    }

    public Task<GetInvalidationResponse> GetInvalidationAsync(GetInvalidationRequest request, CancellationToken cancellationToken = default) => Answer(new GetInvalidationResponse { Invalidation = Taken("Completed") });

    public Task<ListDistributionsResponse> ListDistributionsAsync(ListDistributionsRequest request, CancellationToken cancellationToken = default) => Answer(new ListDistributionsResponse { DistributionList = Distributions! });

    public Task<GetDistributionConfigResponse> GetDistributionConfigAsync(GetDistributionConfigRequest request, CancellationToken cancellationToken = default) =>
        Answer(new GetDistributionConfigResponse { DistributionConfig = new DistributionConfig { DefaultRootObject = RootObject } });

    public Task<ListCachePoliciesResponse> ListCachePoliciesAsync(ListCachePoliciesRequest request, CancellationToken cancellationToken = default) => Answer(new ListCachePoliciesResponse { CachePolicyList = Policies! });

    private Invalidation Taken(string status) => new() { Id = "I1", Status = status, CreateTime = Now };

    private Task<T> Answer<T>(T answer) => Error is null ? Task.FromResult(answer) : Task.FromException<T>(Error);
}
