using ResilientStorage.Invalidation.CloudFront;

namespace ResilientStorage.Tests.Invalidation.CloudFront.Api;

/// <summary>The rows of the service's endpoint rule set.</summary>
public sealed class CloudFrontAddressTests
{
    [Theory]
    [InlineData(null, "https://cloudfront.amazonaws.com", "us-east-1")]
    [InlineData("us-east-1", "https://cloudfront.amazonaws.com", "us-east-1")]
    [InlineData("ap-northeast-2", "https://cloudfront.amazonaws.com", "us-east-1")]
    [InlineData("cn-northwest-1", "https://cloudfront.cn-northwest-1.amazonaws.com.cn", "cn-northwest-1")]
    [InlineData("cn-north-1", "https://cloudfront.cn-northwest-1.amazonaws.com.cn", "cn-northwest-1")]
    [InlineData("eusc-de-east-1", "https://cloudfront.amazonaws.eu", "eusc-de-east-1")]
    public void Of_Region_IsThePartitionsOwn(string? region, string url, string signingRegion) =>
        Assert.Equal(new CloudFrontAddress(url, signingRegion), CloudFrontAddress.Of(region, serviceUrl: null));

    [Theory]
    [InlineData(null, "http://127.0.0.1:4000", "us-east-1")]
    [InlineData("eu-west-1", "http://127.0.0.1:4000/", "eu-west-1")]
    public void Of_ServiceUrl_CountsAndIsSignedForTheRegion(string? region, string url, string signingRegion)
    {
        var address = CloudFrontAddress.Of(region, url);

        Assert.Equal(("http://127.0.0.1:4000", signingRegion, "127.0.0.1:4000"), (address.Url, address.SigningRegion, address.Host));
    }
}
