using System.Text;
using System.Xml;
using System.Xml.Linq;
using ResilientStorage.Invalidation.CloudFront;

namespace ResilientStorage.Tests.Invalidation.CloudFront.Api;

public sealed class CloudFrontDistributionXmlTests
{
    private const string Full = """
        <DistributionSummary xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/">
          <Id>E1</Id><DomainName>d1.cloudfront.net</DomainName><SomethingNew><Id>not this</Id></SomethingNew>
          <Origins><Quantity>2</Quantity><Items>
            <Origin><Id>main</Id><DomainName>photos.s3.amazonaws.com</DomainName><OriginPath>/production</OriginPath></Origin>
            <Origin><Id>spare</Id><DomainName>photos2.s3.amazonaws.com</DomainName><OriginPath></OriginPath></Origin>
          </Items></Origins>
          <OriginGroups><Quantity>1</Quantity><Items>
            <OriginGroup><Id>both</Id><Members><Quantity>2</Quantity><Items><OriginGroupMember><OriginId>main</OriginId></OriginGroupMember><OriginGroupMember><OriginId>spare</OriginId></OriginGroupMember></Items></Members></OriginGroup>
          </Items></OriginGroups>
          <DefaultCacheBehavior><TargetOriginId>both</TargetOriginId><CachePolicyId>policy</CachePolicyId></DefaultCacheBehavior>
          <CacheBehaviors><Quantity>4</Quantity><Items>
            <CacheBehavior><PathPattern>/old/*</PathPattern><TargetOriginId>main</TargetOriginId><MinTTL>0</MinTTL><DefaultTTL>0</DefaultTTL><MaxTTL>60</MaxTTL><ForwardedValues><QueryString>true</QueryString></ForwardedValues></CacheBehavior>
            <CacheBehavior><PathPattern>/api/*</PathPattern><TargetOriginId>main</TargetOriginId><ForwardedValues><QueryString>false</QueryString><Headers><Quantity>1</Quantity><Items><Name>*</Name></Items></Headers></ForwardedValues></CacheBehavior>
            <CacheBehavior><PathPattern>/video/*</PathPattern><TargetOriginId>main</TargetOriginId><CachePolicyId>policy</CachePolicyId><SmoothStreaming>true</SmoothStreaming></CacheBehavior>
            <CacheBehavior><PathPattern>/app/*</PathPattern><TargetOriginId>main</TargetOriginId><CachePolicyId>policy</CachePolicyId><FunctionAssociations><Quantity>1</Quantity><Items><FunctionAssociation><EventType>viewer-request</EventType></FunctionAssociation></Items></FunctionAssociations></CacheBehavior>
          </Items></CacheBehaviors>
          <Enabled>false</Enabled><Staging>true</Staging><ConnectionMode>tenant-only</ConnectionMode>
        </DistributionSummary>
        """;

    [Fact]
    public void Read_FullSummary_KeepsWhatMatters()
    {
        var read = Read(Full)!;

        Assert.Equal(("E1", "d1.cloudfront.net", false, true, true), (read.Id, read.DomainName, read.IsEnabled, read.IsStaging, read.IsTenantTemplate));
        Assert.Equal([("main", "/production"), ("spare", "")], read.Origins.Select(static origin => (origin.Id, origin.OriginPath)));
        var group = Assert.Single(read.OriginGroups);
        Assert.Equal("both", group.Id);
        Assert.Equal(["main", "spare"], group.OriginIds);
        Assert.Equal(("*", "both", "policy", null), (read.DefaultBehavior.PathPattern, read.DefaultBehavior.TargetOriginId, read.DefaultBehavior.CachePolicyId, read.DefaultBehavior.OwnSettings));
        Assert.Equal(["/old/*", "/api/*", "/video/*", "/app/*"], read.Behaviors.Select(static behavior => behavior.PathPattern));
        Assert.Equal(new CloudFrontCacheSettings(TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromMinutes(1), VariesByQueryString: true), read.Behaviors[0].OwnSettings);
        Assert.False(read.Behaviors[1].OwnSettings!.CanCache);
        Assert.Equal((true, false), (read.Behaviors[2].IsSmoothStreaming, read.Behaviors[2].MayRewritePaths));
        Assert.Equal((false, true), (read.Behaviors[3].IsSmoothStreaming, read.Behaviors[3].MayRewritePaths));
    }

    [Fact]
    public void Read_AlmostEmptySummary_IsTakenForOneThatCaches()
    {
        // As some emulators answer.
        var read = Read("<DistributionSummary><Id>E1</Id></DistributionSummary>")!;

        Assert.True(read is { IsEnabled: true, IsStaging: false, Origins.Count: 0, OriginGroups.Count: 0, Behaviors.Count: 0 });
        Assert.True(read.DefaultBehavior.OwnSettings!.CanCache);
    }

    [Fact]
    public void Read_NoId_IsNone() => Assert.Null(Read("<DistributionSummary><Enabled>true</Enabled></DistributionSummary>"));

    [Theory]
    [InlineData("99999999999999999", 922337203685)]
    [InlineData("-1", 31536000)]
    [InlineData("soon", 31536000)]
    public void Read_OddTime_IsTakenForALongOne(string text, long seconds)
    {
        var read = Read($"<DistributionSummary><Id>E1</Id><DefaultCacheBehavior><MaxTTL>{text}</MaxTTL></DefaultCacheBehavior></DistributionSummary>")!;

        Assert.Equal(TimeSpan.FromSeconds(seconds), read.DefaultBehavior.OwnSettings!.MaxTtl);
    }

    [Fact]
    public void Read_DocumentTypeDeclaration_IsRefused()
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes("<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"));

        Assert.Throws<XmlException>(() => CloudFrontXml.Read(stream));
    }

    private static CloudFrontDistribution? Read(string xml) => CloudFrontDistributionXml.Read(XElement.Parse(xml));
}
