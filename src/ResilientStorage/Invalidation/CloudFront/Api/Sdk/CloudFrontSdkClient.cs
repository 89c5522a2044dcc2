using Amazon.Runtime;
using Amazon.Runtime.Internal;
using ResilientStorage.Aws;

namespace ResilientStorage.Invalidation.CloudFront.Sdk;

/// <summary>
/// A client of CloudFront on the AWS SDK's own pipeline: its credentials, signature, correction of clocks and telemetry. The SDK's types in namespaces named Internal carry no promise,
/// so all contact with them is in this folder, and a newer SDK has to pass the tests on the emulator.
/// </summary>
internal sealed class CloudFrontSdkClient : AmazonServiceClient
{
    private static readonly InvokeOptions Options = new() { RequestMarshaller = new CloudFrontCallMarshaller(), ResponseUnmarshaller = new CloudFrontAnswerUnmarshaller() };

    private CloudFrontSdkClient(CloudFrontSdkConfig config)
        : base(config)
    {
    }

    private CloudFrontSdkClient(AWSCredentials credentials, CloudFrontSdkConfig config)
        : base(credentials, config)
    {
    }

    protected override IServiceMetadata ServiceMetadata { get; } = new CloudFrontMetadata();

    public static CloudFrontSdkClient Create(CloudFrontClientOptions options, CloudFrontAddress address, HttpClientFactory http)
    {
        var config = new CloudFrontSdkConfig(address, http) { MaxErrorRetry = options.Retries };
        return AwsCredentialRules.Choose(options.Credentials, options.AccessKey, options.SecretKey) is { } credentials
            ? new CloudFrontSdkClient(credentials, config)
            : new CloudFrontSdkClient(config);
    }

    public Task<CloudFrontAnswer> SendAsync(CloudFrontCall call, CancellationToken cancellationToken) => InvokeAsync<CloudFrontAnswer>(call, Options, cancellationToken);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        // As the SDK's generated clients have it: each goes directly behind the marshaller, so that the one added last runs first.
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new CloudFrontEndpointResolver());
        pipeline.AddHandlerAfter<Marshaller>(new CloudFrontAuthHandler());
        pipeline.ReplaceHandler<RetryHandler>(new RetryHandler(new CloudFrontRetryPolicy(Config.MaxErrorRetry)));
    }
}
