using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace ResilientStorage.Stores.S3;

/// <summary>The way to one bucket: sends requests, makes a store's errors of what goes wrong, believes no answer without a request id, and remembers when the bucket was last seen.</summary>
internal sealed class S3Channel(IAmazonS3 client, S3Profile profile, TimeProvider time)
{
    /// <summary>How long the sight of the bucket makes a plain 404 believable.</summary>
    private static readonly TimeSpan SightLasts = TimeSpan.FromSeconds(60);

    private long _seenAt;
    private bool _wasSeen;

    public IAmazonS3 Client => client;

    public S3Profile Profile => profile;

    public S3StoreOptions Options => profile.Options;

    public S3ObjectKey Keys { get; } = new(profile.Options.Prefix);

    public S3Request Request(string operation, string? key) => new(operation, key, profile.Bucket, profile.Endpoint, time.GetUtcNow());

    /// <summary>Runs what may be several requests.</summary>
    public async Task<T> RunAsync<T>(string operation, string? key, Func<Task<T>> action, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return await action().ConfigureAwait(false);
        }
        catch (Exception error) when (cancellationToken.IsCancellationRequested && error is not StorageException)
        {
            throw new OperationCanceledException(null, error, cancellationToken);
        }
        catch (Exception error) when (error is not StorageException)
        {
            throw S3ErrorMapper.Map(error, Request(operation, key));
        }
    }

    /// <summary>Takes an answer only with the provider's request id: a success of anybody else proves nothing.</summary>
    /// <exception cref="StorageException">Of kind Unavailable without one.</exception>
    public T Proved<T>(T answer, string operation, string? key, bool isWhole = true)
        where T : AmazonWebServiceResponse
    {
        var requestId = RequestIdOf(answer);
        if (requestId is null || !isWhole)
        {
            throw S3ErrorMapper.Unproved(requestId is null ? "a request id" : "what was asked for", requestId, Request(operation, key));
        }

        Seen();
        return answer;
    }

    public static string? RequestIdOf(AmazonWebServiceResponse answer) => answer.ResponseMetadata?.RequestId is { Length: > 0 } id ? id : null;

    public void Seen()
    {
        _seenAt = time.GetTimestamp();
        _wasSeen = true;
    }

    /// <summary>Throws unless the bucket is there. An answer without a document does not say whether the object or the bucket is missing.</summary>
    public async Task EnsureBucketAsync(CancellationToken cancellationToken)
    {
        if (_wasSeen && time.GetElapsedTime(_seenAt) < SightLasts)
        {
            return;
        }

        await RunAsync(
            "HeadBucket",
            key: null,
            async () => Proved(await client.HeadBucketAsync(new HeadBucketRequest { BucketName = profile.Bucket, ExpectedBucketOwner = Options.ExpectedBucketOwner }, cancellationToken).ConfigureAwait(false), "HeadBucket", key: null),
            cancellationToken).ConfigureAwait(false);
    }
}
