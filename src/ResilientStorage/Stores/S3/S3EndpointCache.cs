using Amazon.Runtime.Endpoints;
using Amazon.S3.Endpoints;

namespace ResilientStorage.Stores.S3;

/// <summary>
/// Remembers where requests for a bucket go. The SDK would evaluate all of S3's endpoint rules again for every request, although no rule looks at the
/// object's key, and a store has one bucket.
/// </summary>
internal sealed class S3EndpointCache(IEndpointProvider rules) : IEndpointProvider
{
    // Such buckets have rules, and sessions, of their own: https://docs.aws.amazon.com/AmazonS3/latest/userguide/directory-bucket-naming-rules.html.
    private const string DirectoryBucketSuffix = "--x-s3";

    private Known? _known;

    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        if (parameters is not S3EndpointParameters s3 || s3.Bucket is not { } bucket || bucket.EndsWith(DirectoryBucketSuffix, StringComparison.Ordinal))
        {
            return rules.ResolveEndpoint(parameters);
        }

        var question = Question.Of(s3);
        if (Volatile.Read(ref _known) is { } known && known.Question == question)
        {
            return known.Answer;
        }

        var answer = rules.ResolveEndpoint(parameters);
        Volatile.Write(ref _known, new Known(question, answer));
        return answer;
    }

    private sealed record Known(Question Question, Endpoint Answer);

    /// <summary>All that the rules look at.</summary>
    private readonly record struct Question(
        string? Bucket,
        string? Region,
        string? Endpoint,
        (bool?, bool?, bool?, bool?, bool?) Ways,
        (bool?, bool?, bool?, bool?, bool?, bool?) Kinds)
    {
        public static Question Of(S3EndpointParameters s3) => new(
            s3.Bucket,
            s3.Region,
            s3.Endpoint,
            (s3.UseFIPS, s3.UseDualStack, s3.ForcePathStyle, s3.Accelerate, s3.UseGlobalEndpoint),
            (s3.UseObjectLambdaEndpoint, s3.DisableAccessPoints, s3.DisableMultiRegionAccessPoints, s3.UseArnRegion, s3.UseS3ExpressControlEndpoint, s3.DisableS3ExpressSessionAuth));
    }
}
