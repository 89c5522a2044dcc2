namespace ResilientStorage.Invalidation.CloudFront.Catalog;

public sealed class OriginDomainTests
{
    [Theory]
    [InlineData("photos.s3.amazonaws.com", "photos")]
    [InlineData("photos.s3.ap-northeast-2.amazonaws.com", "photos")]
    [InlineData("photos.s3-eu-west-1.amazonaws.com", "photos")]
    [InlineData("photos.s3-external-1.amazonaws.com", "photos")]
    [InlineData("photos.s3.dualstack.us-west-2.amazonaws.com", "photos")]
    [InlineData("photos.s3-fips.us-gov-west-1.amazonaws.com", "photos")]
    [InlineData("photos.s3-website-us-east-1.amazonaws.com", "photos")]
    [InlineData("photos.s3-website.eu-central-1.amazonaws.com", "photos")]
    [InlineData("photos.s3.cn-north-1.amazonaws.com.cn", "photos")]
    [InlineData("photos.s3-website.cn-northwest-1.amazonaws.com.cn", "photos")]
    [InlineData("photos.s3.eusc-de-east-1.amazonaws.eu", "photos")]
    [InlineData("www.example.org.s3.amazonaws.com", "www.example.org")]
    [InlineData("www.example.org.s3.eu-west-1.amazonaws.com", "www.example.org")]
    [InlineData("my.s3.files.s3.eu-west-1.amazonaws.com", "my.s3.files")]
    [InlineData("old.s3.s3-eu-west-1.amazonaws.com", "old.s3")]
    [InlineData("s3-photos.s3.amazonaws.com", "s3-photos")]
    [InlineData("Photos.S3.EU-West-1.AmazonAWS.com.", "photos")]
    public void TryGetBucket_BucketForm_IsTheBucket(string domainName, string expected)
    {
        Assert.True(OriginDomain.TryGetBucket(domainName, out var bucket));
        Assert.Equal(expected, bucket);
    }

    [Theory]
    [InlineData("example.org")]
    [InlineData("")]
    [InlineData("amazonaws.com")]
    [InlineData("s3.amazonaws.com")]
    [InlineData("s3.eu-west-1.amazonaws.com")]
    [InlineData("photos.s3.amazonaws.com.example.org")]
    [InlineData("photos-abc123-s3alias.s3.eu-west-1.amazonaws.com")]
    [InlineData("photos-abc123--ol-s3.s3.eu-west-1.amazonaws.com")]
    [InlineData("photos--use1-az4--x-s3.s3express-use1-az4.us-east-1.amazonaws.com")]
    [InlineData("photos-123456789012.s3-accesspoint.eu-west-1.amazonaws.com")]
    [InlineData("photos-123456789012.s3-object-lambda.eu-west-1.amazonaws.com")]
    [InlineData("abc.mrap.accesspoint.s3-global.amazonaws.com")]
    [InlineData("api.execute-api.eu-west-1.amazonaws.com")]
    [InlineData("lb-1.eu-west-1.elb.amazonaws.com")]
    public void TryGetBucket_OtherHost_IsNone(string domainName) => Assert.False(OriginDomain.TryGetBucket(domainName, out _));
}
