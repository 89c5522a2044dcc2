using System.Collections.ObjectModel;
using Amazon.S3;
using Amazon.S3.Model;

namespace ResilientStorage.Stores.S3;

/// <summary>The tags of a bucket (https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketTagging.html), which need the right <c>s3:GetBucketTagging</c>.</summary>
internal static class S3BucketTags
{
    public static async Task<IReadOnlyDictionary<string, string>> ReadAsync(S3Channel channel, CancellationToken cancellationToken)
    {
        var request = new GetBucketTaggingRequest { BucketName = channel.Profile.Bucket, ExpectedBucketOwner = channel.Options.ExpectedBucketOwner };
        try
        {
            var answer = await channel.Client.GetBucketTaggingAsync(request, cancellationToken).ConfigureAwait(false);
            channel.Proved(answer, "GetBucketTagging", key: null, isWhole: answer.TagSet is { Count: > 0 });
            return answer.TagSet.ToDictionary(static tag => tag.Key, static tag => tag.Value, StringComparer.Ordinal);
        }
        catch (AmazonS3Exception error) when (error.ErrorCode == "NoSuchTagSet")
        {
            return ReadOnlyDictionary<string, string>.Empty;
        }
    }
}
