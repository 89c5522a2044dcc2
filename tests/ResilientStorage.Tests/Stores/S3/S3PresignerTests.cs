using System.Text;
using System.Text.Json;
using Amazon.Runtime;
using ResilientStorage.Stores;
using ResilientStorage.Stores.S3;

namespace ResilientStorage.Tests.Stores.S3;

/// <summary>Signing sends nothing, so that addresses where nobody listens do.</summary>
public sealed class S3PresignerTests
{
    public static TheoryData<TimeSpan> Lifetimes { get; } = [TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(15), PresignOptions.MaxLifetime];

    [Theory]
    [MemberData(nameof(Lifetimes))]
    public async Task PresignGetAsync_Lifetime_IsExactAndAlwaysSigV4(TimeSpan lifetime)
    {
        // In us-east-1 the SDK signs in the old way what is only a second too long.
        using var store = Store(static options => options.Region = "us-east-1");

        var presigned = await store.PresignGetAsync("key", new PresignGetOptions { Lifetime = lifetime });

        var query = Query(presigned.Url);
        Assert.Equal(("AWS4-HMAC-SHA256", $"{lifetime.TotalSeconds}", "host"), (query["X-Amz-Algorithm"], query["X-Amz-Expires"], query["X-Amz-SignedHeaders"]));
        Assert.Equal(presigned.ExpiresAt.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", null), DateTimeOffset.ParseExact(query["X-Amz-Date"], "yyyyMMdd'T'HHmmss'Z'", null, System.Globalization.DateTimeStyles.AssumeUniversal).Add(lifetime).UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", null));
    }

    [Theory]
    [InlineData(null, "ap-northeast-2", false, "https://photos.s3.ap-northeast-2.amazonaws.com/2026/a%20b%2B.txt")]
    [InlineData(null, "ap-northeast-2", true, "https://s3.ap-northeast-2.amazonaws.com/photos/2026/a%20b%2B.txt")]
    [InlineData("https://sgp1.vultrobjects.com", null, false, "https://photos.sgp1.vultrobjects.com/2026/a%20b%2B.txt")]
    [InlineData("https://minio.example.com:9000", null, true, "https://minio.example.com:9000/photos/2026/a%20b%2B.txt")]
    [InlineData("http://127.0.0.1:9000", null, true, "http://127.0.0.1:9000/photos/2026/a%20b%2B.txt")]
    public async Task PresignGetAsync_Address_IsThatOfTheStore(string? serviceUrl, string? region, bool pathStyle, string expected)
    {
        using var store = Store(options => (options.ServiceUrl, options.Region, options.ForcePathStyle, options.Prefix) = (serviceUrl, region, pathStyle, "2026/"));

        Assert.Equal(expected, (await store.PresignGetAsync("a b+.txt")).Url.GetLeftPart(UriPartial.Path));
    }

    [Fact]
    public async Task PresignPutAsync_EverythingPinned_SignsEveryHeaderThatIsToBeSent()
    {
        using var store = Store(static options => (options.StorageClass, options.ServerSideEncryption, options.KmsKeyId, options.ExpectedBucketOwner, options.SupportsObjectAcls) = ("STANDARD_IA", S3ServerSideEncryption.Kms, "key-1", "123456789012", true));
        var options = new PresignPutOptions
        {
            Length = 4,
            Md5 = "1cb251ec0d568de6a929b520c4aed8d1",
            Sha256 = "982D9E3EB996F559E633F4D194DEF3761D909F5A3B647D1A851FEAD67C32C9D1",
            Properties = new PutObjectOptions { ContentType = "image/png", CacheControl = "no-cache", Access = ResourceAccess.PublicRead, Metadata = new Dictionary<string, string> { ["of"] = "source" } },
        };

        var presigned = await store.PresignPutAsync("key", options);

        Assert.Equal(
            [
                "Content-Type: image/png", "Cache-Control: no-cache", "x-amz-acl: public-read", "x-amz-storage-class: STANDARD_IA", "x-amz-server-side-encryption: aws:kms",
                "x-amz-server-side-encryption-aws-kms-key-id: key-1", "x-amz-meta-of: source", "Content-MD5: HLJR7A1WjeapKbUgxK7Y0Q==",
                "x-amz-checksum-sha256: mC2ePrmW9VnmM/TRlN7zdh2Qn1o7ZH0ahR/q1nwyydE=", "x-amz-expected-bucket-owner: 123456789012",
            ],
            presigned.Headers.Select(static header => $"{header.Key}: {header.Value}"));
        Assert.Equal(
            presigned.Headers.Select(static header => header.Key.ToLowerInvariant()).Append("content-length").Append("host").Order(StringComparer.Ordinal),
            Query(presigned.Url)["X-Amz-SignedHeaders"].Split(';'));
    }

    [Fact]
    public async Task Presign_TemporaryCredentials_CarryTheirToken()
    {
        using var store = Store(static options => options.UseCredentials(new SessionAWSCredentials("id", S3StubStores.Secret, "to+ken")));

        Assert.Equal("to+ken", Query((await store.PresignGetAsync("key")).Url)["X-Amz-Security-Token"]);
        Assert.Contains(new KeyValuePair<string, string>("x-amz-security-token", "to+ken"), (await store.PresignPostAsync("key", new PresignPostOptions { MaxLength = 1 })).Fields);
    }

    [Fact]
    public async Task PresignPostAsync_Policy_EndsWithTheLifetimeAndNamesEveryField()
    {
        using var store = Store(static options => options.Prefix = "2026/");

        var form = await store.PresignPostAsync("ü.png", new PresignPostOptions { MinLength = 1, MaxLength = 9, Lifetime = TimeSpan.FromHours(1), Properties = new PutObjectOptions { ContentType = "image/png", Metadata = new Dictionary<string, string> { ["of"] = "source" } } });

        var fields = form.Fields.ToDictionary(static field => field.Key, static field => field.Value, StringComparer.OrdinalIgnoreCase);
        using var policy = Policy(form);
        Assert.Equal(form.ExpiresAt, policy.RootElement.GetProperty("expiration").GetDateTimeOffset());
        var conditions = policy.RootElement.GetProperty("conditions").EnumerateArray().ToList();
        Assert.Equal("""["content-length-range",1,9]""", Assert.Single(conditions, static condition => condition.ValueKind == JsonValueKind.Array).GetRawText());
        var named = conditions.Where(static condition => condition.ValueKind == JsonValueKind.Object).SelectMany(static condition => condition.EnumerateObject()).ToDictionary(static pair => pair.Name, static pair => pair.Value.GetString(), StringComparer.OrdinalIgnoreCase);
        Assert.Equal(("photos", "2026/ü.png", "201", "image/png", "source"), (named["bucket"], named["key"], named["success_action_status"], named["content-type"], named["x-amz-meta-of"]));
        Assert.Empty(fields.Keys.Except(named.Keys, StringComparer.OrdinalIgnoreCase).Except(["policy", "x-amz-signature"], StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task PresignPostAsync_ProviderWithoutForms_NamesThePut()
    {
        using var store = Store(static _ => { }, describe: static profile => profile with { TakesForms = false });

        var error = await Assert.ThrowsAsync<StorageException>(() => store.PresignPostAsync("key", new PresignPostOptions { MaxLength = 1 }));

        Assert.Equal(StorageErrorKind.InvalidRequest, error.Kind);
        Assert.Contains("use a presigned PUT", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PresignPutAsync_CreateOnlyThatTheProviderIgnores_IsRefused()
    {
        await using var stub = new S3Stub(static _ => S3StubAnswer.Of(200, headers: "ETag: \"abc\"\r\n"));
        using var store = S3StubStores.Store(stub.Url);

        var first = await Assert.ThrowsAsync<StorageException>(() => store.PresignPutAsync("key", new PresignPutOptions { Length = 1, CreateOnly = true }));
        var second = await Assert.ThrowsAsync<StorageException>(() => store.PresignPutAsync("key", new PresignPutOptions { Length = 1, CreateOnly = true }));

        Assert.Equal((StorageErrorKind.InvalidRequest, StorageErrorKind.InvalidRequest), (first.Kind, second.Kind));
        Assert.Contains("CreateOnly would promise too much", first.Message, StringComparison.Ordinal);
        Assert.Equal(["PUT /bucket/.resilient-storage/create-only.txt", "PUT /bucket/.resilient-storage/create-only.txt"], stub.Requests.Select(static request => request.ToString()));
        Assert.All(stub.Requests, static request => Assert.Equal("*", request.Headers["If-None-Match"]));
    }

    [Theory]
    [InlineData(503, "SlowDown", StorageErrorKind.Throttled)]
    [InlineData(403, "AccessDenied", StorageErrorKind.AccessDenied)]
    [InlineData(501, "NotImplemented", StorageErrorKind.InvalidRequest)]
    public async Task PresignPutAsync_CreateOnlyProbeFails_IsTheProbesErrorAndAskedAgain(int status, string code, StorageErrorKind kind)
    {
        await using var stub = new S3Stub(_ => S3StubAnswer.Error(status, code));
        using var store = S3StubStores.Store(stub.Url);
        var options = new PresignPutOptions { Length = 1, CreateOnly = true };

        var first = await Assert.ThrowsAsync<StorageException>(() => store.PresignPutAsync("key", options));
        await Assert.ThrowsAsync<StorageException>(() => store.PresignPutAsync("key", options));

        Assert.Equal((kind, status, "PutObject", ".resilient-storage/create-only.txt"), (first.Kind, first.StatusCode, first.Operation, first.Key));
        Assert.Equal(2, stub.Requests.Count);
    }

    [Fact]
    public async Task PresignPutAsync_CreateOnlyLongAfterTheProbe_IsProbedAgain()
    {
        var time = new Testing.ManualTimeProvider();
        var status = 412;
        await using var stub = new S3Stub(_ => status == 412 ? S3StubAnswer.Error(412, "PreconditionFailed") : S3StubAnswer.Of(200, headers: "ETag: \"abc\"\r\n"));
        using var store = S3StubStores.Store(stub.Url, time);
        var options = new PresignPutOptions { Length = 1, CreateOnly = true };
        await store.PresignPutAsync("key", options);
        status = 200;
        time.Advance(TimeSpan.FromSeconds(599));
        await store.PresignPutAsync("key", options);
        Assert.Single(stub.Requests);

        time.Advance(TimeSpan.FromSeconds(1));
        var error = await Assert.ThrowsAsync<StorageException>(() => store.PresignPutAsync("key", options));

        Assert.Equal(StorageErrorKind.InvalidRequest, error.Kind);
    }

    [Theory]
    [InlineData(-3)]
    [InlineData(3)]
    public async Task Presign_ClockOfTheProviderDiffers_CountsFromIt(int hours)
    {
        var there = TimeProvider.System.GetUtcNow().AddHours(hours);
        await using var stub = new S3Stub(_ => S3StubAnswer.Of(200, headers: $"ETag: \"abc\"\r\nDate: {there:r}\r\n"));
        using var store = S3StubStores.Store(stub.Url);
        await store.PutAsync();

        var form = await store.PresignPostAsync("key", new PresignPostOptions { MaxLength = 1, Lifetime = TimeSpan.FromMinutes(15) });
        var get = await store.PresignGetAsync("key", new PresignGetOptions { Lifetime = TimeSpan.FromMinutes(15) });

        using var policy = Policy(form);
        Assert.Equal(form.ExpiresAt, policy.RootElement.GetProperty("expiration").GetDateTimeOffset());
        Assert.All([form.ExpiresAt, get.ExpiresAt], expiresAt => Assert.InRange(expiresAt, there.AddMinutes(14), there.AddMinutes(16)));
    }

    [Theory]
    [InlineData("2026/${filename}", "", "text/plain", "key")]
    [InlineData("plain", "${filename}/", "text/plain", "key")]
    [InlineData("plain", "", "${filename}", "Content-Type")]
    public async Task PresignPostAsync_NameOfTheSendersFile_NamesTheField(string key, string prefix, string contentType, string field)
    {
        using var store = Store(options => options.Prefix = prefix);

        var error = await Assert.ThrowsAsync<StorageException>(() => store.PresignPostAsync(key, new PresignPostOptions { MaxLength = 1, Properties = new PutObjectOptions { ContentType = contentType } }));

        Assert.Equal(StorageErrorKind.InvalidRequest, error.Kind);
        Assert.Contains($"'{field}' contains ${{filename}}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PresignPutAsync_AclsWithoutPublicRead_PinsPrivate()
    {
        using var with = Store(static options => options.SupportsObjectAcls = true);
        using var without = Store(static _ => { });

        Assert.Contains(new KeyValuePair<string, string>("x-amz-acl", "private"), (await with.PresignPutAsync("key", new PresignPutOptions { Length = 1 })).Headers);
        Assert.DoesNotContain((await without.PresignPutAsync("key", new PresignPutOptions { Length = 1 })).Headers, static header => header.Key == "x-amz-acl");
    }

    [Theory]
    [InlineData(412, "PreconditionFailed")]
    [InlineData(409, "ConditionalRequestConflict")]
    public async Task PresignPutAsync_CreateOnlyProbeRefused_IsSigned(int status, string code)
    {
        await using var stub = new S3Stub(_ => S3StubAnswer.Error(status, code));
        using var store = S3StubStores.Store(stub.Url);

        await store.PresignPutAsync("key", new PresignPutOptions { Length = 1, CreateOnly = true });
        await store.PresignPutAsync("other", new PresignPutOptions { Length = 1, CreateOnly = true });

        Assert.Single(stub.Requests);
    }

    [Fact]
    public async Task PresignGetAsync_AnonymousCredentials_IsAccessDenied()
    {
        using var store = Store(static options => options.UseCredentials(new AnonymousAWSCredentials()));

        var error = await Assert.ThrowsAsync<StorageException>(() => store.PresignGetAsync("key"));

        Assert.Equal((StorageErrorKind.AccessDenied, "PresignGet", "key"), (error.Kind, error.Operation, error.Key));
    }

    private static S3ObjectStore Store(Action<S3StoreOptions> change, Func<S3Profile, S3Profile>? describe = null)
    {
        var options = new S3StoreOptions { Bucket = "photos", Region = "ap-northeast-2" };
        change(options);
        if (options.Credentials is null)
        {
            (options.AccessKey, options.SecretKey) = ("key-id", S3StubStores.Secret);
        }

        var client = S3ClientFactory.Create(options, new S3HttpClientFactory(options));
        var profile = new S3Profile(options, S3ClientFactory.EndpointOf(options.ServiceUrl, options.Region));
        return new S3ObjectStore(client, describe?.Invoke(profile) ?? profile, TimeProvider.System, client);
    }

    private static JsonDocument Policy(PresignedPost form) =>
        JsonDocument.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(form.Fields.Single(static field => field.Key.Equals("policy", StringComparison.OrdinalIgnoreCase)).Value)));

    private static Dictionary<string, string> Query(Uri url) =>
        url.Query.TrimStart('?').Split('&').Select(static pair => pair.Split('=', 2)).ToDictionary(static pair => pair[0], static pair => Uri.UnescapeDataString(pair[1]));
}
