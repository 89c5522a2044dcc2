using System.Text;
using ResilientStorage.Emulators;
using ResilientStorage.Tests.Invalidation.CloudFront.Api;

namespace ResilientStorage.Tests.Invalidation.CloudFront.Emulator;

/// <summary>What no client of ours sends: requests signed by the test itself.</summary>
public sealed class EmulatorProtocolTests
{
    private const string Space = "http://cloudfront.amazonaws.com/doc/2020-05-31/";
    private const string Invalidations = $"/2020-05-31/distribution/{CloudFrontTestAccount.Distribution}/invalidation";

    public static TheoryData<string, int, string> Bodies { get; } = new()
    {
        { "", 400, "MissingBody" },
        { "<InvalidationBatch", 400, "MalformedInput" },
        { "<!DOCTYPE x><InvalidationBatch/>", 400, "MalformedInput" },
        { $"<InvalidationBatch xmlns='{Space}'><Paths><Quantity>2</Quantity><Items><Path>/a</Path></Items></Paths><CallerReference>r</CallerReference></InvalidationBatch>", 400, "InconsistentQuantities" },
        { $"<InvalidationBatch xmlns='{Space}'><Paths><Quantity>0</Quantity></Paths><CallerReference>r</CallerReference></InvalidationBatch>", 400, "InvalidArgument" },
        { $"<InvalidationBatch xmlns='{Space}'><Paths><Quantity>1</Quantity><Items><Path>/a</Path></Items></Paths></InvalidationBatch>", 400, "MalformedInput" },
        { "<InvalidationBatch><Paths><Quantity>1</Quantity><Items><Path>/a</Path></Items></Paths><CallerReference>r</CallerReference></InvalidationBatch>", 400, "MalformedInput" },
        { $"<InvalidationBatch xmlns='{Space}'><CallerReference>r</CallerReference><Paths><Items><Path>/a</Path></Items><Quantity>1</Quantity></Paths></InvalidationBatch>", 201, "<Status>InProgress</Status>" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Create_Body_IsJudgedStrictly(string body, int status, string says)
    {
        await using var account = await CloudFrontTestAccount.StartAsync();

        var (answered, text) = await SendAsync(account, "POST", Invalidations, body);

        Assert.Equal(status, answered);
        Assert.Contains(says, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/2020-05-31/nothing", 404, "NoSuchResource")]
    [InlineData("DELETE", "/2020-05-31/distribution", 404, "NoSuchResource")]
    [InlineData("GET", "/2020-05-31/cache-policy/4135ea2d-6df8-44a3-9df3-4b5a84be39ad", 200, "Managed-CachingDisabled")]
    [InlineData("GET", "/2020-05-31/cache-policy/unknown", 404, "NoSuchCachePolicy")]
    [InlineData("GET", "/2020-05-31/cache-policy?Type=custom", 200, "<Quantity>0</Quantity>")]
    [InlineData("GET", "/2020-05-31/distribution?MaxItems=none", 400, "InvalidArgument")]
    [InlineData("GET", "/2020-05-31/distribution?MaxItems=1", 200, "<IsTruncated>false</IsTruncated>")]
    public async Task Get_Address_IsAnswered(string method, string target, int status, string says)
    {
        await using var account = await CloudFrontTestAccount.StartAsync();

        var (answered, text) = await SendAsync(account, method, target);

        Assert.Equal(status, answered);
        Assert.Contains(says, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListInvalidations_Pages_AreNewestFirst()
    {
        await using var account = await CloudFrontTestAccount.StartAsync();
        var first = await account.InvalidateAsync("1", "/a");
        var second = await account.InvalidateAsync("2", "/a");

        var (_, newest) = await SendAsync(account, "GET", Invalidations + "?MaxItems=1");
        var (_, oldest) = await SendAsync(account, "GET", $"{Invalidations}?MaxItems=1&Marker={second.Id}");

        Assert.Contains($"<NextMarker>{second.Id}</NextMarker>", newest, StringComparison.Ordinal);
        Assert.Contains($"<InvalidationSummary><Id>{first.Id}</Id>", oldest, StringComparison.Ordinal);
        Assert.DoesNotContain("NextMarker", oldest, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "MissingAuthenticationToken", 403)]
    [InlineData("AWS4-HMAC-SHA256 nonsense", "IncompleteSignature", 400)]
    public async Task AnyCall_WithoutASignature_IsRefused(string authorization, string code, int status)
    {
        await using var account = await CloudFrontTestAccount.StartAsync();

        var (answered, text) = await SendAsync(account, "GET", "/2020-05-31/distribution", change: request =>
        {
            request.Headers.Remove("Authorization");
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        });

        Assert.Equal(status, answered);
        Assert.Contains(code, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnyCall_HeaderAddedAfterSigning_IsRefused()
    {
        await using var account = await CloudFrontTestAccount.StartAsync();

        var (status, text) = await SendAsync(account, "GET", "/2020-05-31/distribution", change: static request => request.Headers.Add("x-amz-extra", "1"));

        Assert.Equal(403, status);
        Assert.Contains("SignatureDoesNotMatch", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnyCall_OldSignature_IsExpired()
    {
        await using var account = await CloudFrontTestAccount.StartAsync(static options => options.SigningTime = options.Time);

        var (status, text) = await SendAsync(account, "GET", "/2020-05-31/distribution");
        account.Time.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));
        var (later, expired) = await SendAsync(account, "GET", "/2020-05-31/distribution", signedAt: account.Time.GetUtcNow() - TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));

        Assert.Equal((200, 403), (status, later));
        Assert.Contains("DistributionList", text, StringComparison.Ordinal);
        Assert.Contains("RequestExpired", expired, StringComparison.Ordinal);
    }

    private static async Task<(int Status, string Text)> SendAsync(CloudFrontTestAccount account, string method, string target, string body = "", Action<HttpRequestMessage>? change = null, DateTimeOffset? signedAt = null)
    {
        var options = account.Emulator.Options;
        var time = (signedAt ?? options.SigningTime.GetUtcNow()).ToString("yyyyMMdd'T'HHmmss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        var scope = new SignatureScope(options.AccessKey, time[..8], options.Region, "cloudfront", ["host", "x-amz-date"], "");
        var parts = target.Split('?', 2);
        var signed = new ServiceRequest
        {
            Method = method,
            Path = parts[0],
            Query = parts.ElementAtOrDefault(1) ?? "",
            Headers = new Dictionary<string, string> { ["host"] = new Uri(account.Emulator.Url).Authority, ["x-amz-date"] = time },
            Body = Encoding.UTF8.GetBytes(body),
        };
        using var request = new HttpRequestMessage(new HttpMethod(method), account.Emulator.Url + target);
        request.Headers.Add("x-amz-date", time);
        request.Headers.TryAddWithoutValidation("Authorization", $"AWS4-HMAC-SHA256 Credential={scope.AccessKey}/{scope.Text}, SignedHeaders=host;x-amz-date, Signature={SignatureVersion4.Sign(signed, scope, time, options.SecretKey)}");
        if (body.Length > 0)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/xml");
        }

        change?.Invoke(request);
        using var client = new HttpClient();
        using var answer = await client.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
