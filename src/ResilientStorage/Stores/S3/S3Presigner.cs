using System.Globalization;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace ResilientStorage.Stores.S3;

/// <summary>Signs requests that others send. Nothing is sent for it, but for what <see cref="DemandOwnerAsync"/> and <see cref="S3CreateOnlyProbe"/> ask at times.</summary>
internal sealed class S3Presigner(S3Channel channel, S3CreateOnlyProbe createOnly)
{
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html.
    private const long MaxLength = 5L << 30;

    private const string Created = "201";

    // https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTForms.html: what the provider puts the name of the uploaded file in place of.
    private const string FileName = "${filename}";

    public async Task<PresignedRequest> GetAsync(string objectKey, PresignGetOptions options, CancellationToken cancellationToken)
    {
        await DemandOwnerAsync(cancellationToken).ConfigureAwait(false);
        var request = Begin(HttpVerb.GET, objectKey, "PresignGet");
        request.ResponseHeaderOverrides.ContentType = options.ContentType;
        request.ResponseHeaderOverrides.ContentDisposition = options.ContentDisposition;
        request.ResponseHeaderOverrides.CacheControl = options.CacheControl;
        return await SignAsync(request, options.Lifetime, []).ConfigureAwait(false);
    }

    public async Task<PresignedRequest> PutAsync(string objectKey, PresignPutOptions options, CancellationToken cancellationToken)
    {
        if (options.Length is < 0 or > MaxLength)
        {
            throw Refuse("PresignPut", objectKey, string.Create(CultureInfo.InvariantCulture, $"a presigned upload has 0 to {MaxLength} bytes (5 GiB), and not {options.Length}."));
        }

        if (options.CreateOnly && !await createOnly.IsHonouredAsync(cancellationToken).ConfigureAwait(false))
        {
            throw Refuse("PresignPut", objectKey, $"the bucket '{channel.Profile.Bucket}' at {channel.Profile.Endpoint} takes If-None-Match and overwrites all the same, so CreateOnly would promise too much: leave it off, and use a key that was never used.");
        }

        var request = Begin(HttpVerb.PUT, objectKey, "PresignPut");
        var headers = S3PresignedHeaders.Of(options, channel.Options);
        foreach (var (name, value) in headers)
        {
            request.Headers[name] = value;
        }

        request.Headers.ContentLength = options.Length;
        return await SignAsync(request, options.Lifetime, headers).ConfigureAwait(false);
    }

    public async Task<PresignedPost> PostAsync(string objectKey, PresignPostOptions options, CancellationToken cancellationToken)
    {
        if (!channel.Profile.TakesForms)
        {
            throw Refuse("PresignPost", objectKey, $"{channel.Profile.Endpoint} takes no HTML forms: use a presigned PUT.");
        }

        if (options.MinLength < 0 || options.MaxLength < options.MinLength || options.MaxLength > MaxLength)
        {
            throw Refuse("PresignPost", objectKey, string.Create(CultureInfo.InvariantCulture, $"a presigned form takes from 0 to {MaxLength} bytes (5 GiB), and not {options.MinLength} to {options.MaxLength}."));
        }

        var key = KeyOf(objectKey, "PresignPost");
        var fields = S3PresignedHeaders.Of(options.Properties, channel.Options);
        if (fields.Append(new("key", key)).FirstOrDefault(static field => field.Value.Contains(FileName, StringComparison.Ordinal)).Key is { } unpinned)
        {
            throw Refuse("PresignPost", objectKey, $"the field '{unpinned}' contains {FileName}, in whose place the provider puts the name of the file that the sender chooses: leave it out.");
        }

        await DemandOwnerAsync(cancellationToken).ConfigureAwait(false);
        var expiresAt = (await SignForAnHourAsync(Begin(HttpVerb.GET, objectKey, "PresignPost")).ConfigureAwait(false)).SignedAt + options.Lifetime;
        var request = new CreatePresignedPostRequest { BucketName = channel.Profile.Bucket, Key = key, Expires = expiresAt.UtcDateTime };
        foreach (var (name, value) in fields.Append(new("success_action_status", Created)))
        {
            request.Fields[name] = value;
            request.Conditions.Add(S3PostCondition.ExactMatch(name, value));
        }

        request.Conditions.Add(S3PostCondition.ContentLengthRange(options.MinLength, options.MaxLength));
        var answer = await channel.Client.CreatePresignedPostAsync(request).ConfigureAwait(false);
        return new PresignedPost { Url = new Uri(answer.Url), Fields = [.. answer.Fields], ExpiresAt = expiresAt };
    }

    /// <summary>
    /// Signs through the SDK, which takes the end as a time, subtracts it from a clock of its own (which it corrects by the provider's answers and which cannot be injected), rounds,
    /// and beyond 7 days signs in the old way without a word. So a first signature only measures what the SDK makes of an hour.
    /// </summary>
    private async Task<PresignedRequest> SignAsync(GetPreSignedUrlRequest request, TimeSpan lifetime, IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        const int tries = 4;
        var signed = await SignForAnHourAsync(request).ConfigureAwait(false);
        for (var attempt = 0; attempt < tries; attempt++)
        {
            request.Expires += lifetime - signed.Lifetime;
            signed = S3SignedUrl.Parse(await channel.Client.GetPreSignedURLAsync(request).ConfigureAwait(false), lifetime + TimeSpan.FromSeconds(1));
            if (signed.Lifetime == lifetime)
            {
                return new PresignedRequest { Url = signed.Url, Method = request.Verb.ToString(), Headers = headers, ExpiresAt = signed.SignedAt + lifetime };
            }
        }

        throw new StorageException(StorageErrorKind.Unknown, string.Create(CultureInfo.InvariantCulture, $"the AWS SDK did not sign for a lifetime of {lifetime:c}: see whether this machine's clock jumps.")) { Operation = "Presign" };
    }

    /// <summary>Shows the SDK's clock, too, from which the end of a form has to be counted: the SDK takes it as it is.</summary>
    private async Task<S3SignedUrl> SignForAnHourAsync(GetPreSignedUrlRequest request)
    {
        request.Expires = CorrectClockSkew.GetCorrectedUtcNowForEndpoint(channel.Client.Config.ServiceURL ?? "").AddHours(1);
        return S3SignedUrl.Parse(await channel.Client.GetPreSignedURLAsync(request).ConfigureAwait(false), TimeSpan.FromHours(1));
    }

    private GetPreSignedUrlRequest Begin(HttpVerb verb, string objectKey, string operation) => new()
    {
        BucketName = channel.Profile.Bucket,
        Key = KeyOf(objectKey, operation),
        Verb = verb,
        Protocol = IsPlain(channel.Client.Config) ? Protocol.HTTP : Protocol.HTTPS,
    };

    private string KeyOf(string objectKey, string operation) =>
        channel.Options.Credentials is AnonymousAWSCredentials
            ? throw S3ErrorMapper.Make(StorageErrorKind.AccessDenied, "anonymous credentials sign nothing: give the store credentials that may do what is to be signed.", channel.Request(operation, objectKey))
            : channel.Keys.Of(objectKey, operation);

    /// <summary>A link and a form cannot carry the account that has to own the bucket, so it is looked at here, at most once a minute.</summary>
    private Task DemandOwnerAsync(CancellationToken cancellationToken) =>
        channel.Options.ExpectedBucketOwner is null ? Task.CompletedTask : channel.EnsureBucketAsync(cancellationToken);

    private static bool IsPlain(IClientConfig config) => config.ServiceURL is { } url ? url.StartsWith("http:", StringComparison.OrdinalIgnoreCase) : config.UseHttp;

    private StorageException Refuse(string operation, string objectKey, string problem) => S3ErrorMapper.Make(StorageErrorKind.InvalidRequest, problem, channel.Request(operation, objectKey));
}
