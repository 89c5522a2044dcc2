using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace ResilientStorage.Invalidation.CloudFront.Sdk;

/// <summary>One set of defaults, whatever mode the environment names: retries and timeouts are set here, by options.</summary>
internal sealed class CloudFrontDefaults : IDefaultConfigurationProvider
{
    private static readonly DefaultConfiguration Standard = new() { Name = DefaultConfigurationMode.Standard, RetryMode = RequestRetryMode.Standard };

    public IDefaultConfiguration GetDefaultConfiguration(RegionEndpoint clientRegion, DefaultConfigurationMode? requestedConfigurationMode = null) => Standard;
}
