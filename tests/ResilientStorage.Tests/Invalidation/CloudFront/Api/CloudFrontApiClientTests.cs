using Amazon.Runtime;
using ResilientStorage.Emulators;
using ResilientStorage.Invalidation.CloudFront;

namespace ResilientStorage.Tests.Invalidation.CloudFront.Api;

public sealed class CloudFrontApiClientTests
{
    [Fact]
    public async Task CreateInvalidation_Batch_IsTakenAsItIs()
    {
        await using var account = await CloudFrontTestAccount.StartAsync();
        string[] paths = ["/a.jpg", "/albums/1/*", "/a%20b", "/a+b", "/x=1&y=2;z,@:!$()"];

        var made = await account.InvalidateAsync("batch-1", paths);

        var taken = Assert.Single(account.Emulator.Invalidations);
        Assert.Equal((taken.Id, false, account.Time.GetUtcNow()), (made.Id, made.IsCompleted, made.CreatedAt));
        Assert.Equal(("batch-1", CloudFrontTestAccount.Distribution), (taken.CallerReference, taken.DistributionId));
        Assert.Equal(paths, taken.Paths);
    }

    [Fact]
    public async Task CreateInvalidation_SameReferenceAndPaths_IsTheSameInvalidation()
    {
        await using var account = await CloudFrontTestAccount.StartAsync();

        var first = await account.InvalidateAsync("batch-1", "/a", "/b");
        var again = await account.InvalidateAsync("batch-1", "/a", "/b");

        Assert.Equal(first, again);
        Assert.Single(account.Emulator.Invalidations);
    }

    [Fact]
    public async Task GetInvalidation_BeforeAndAfterItsTime_TellsWhetherItIsCompleted()
    {
        await using var account = await CloudFrontTestAccount.StartAsync();
        var made = await account.InvalidateAsync("batch-1", "/a");

        account.Time.Advance(account.Emulator.Options.CompletionTime - TimeSpan.FromTicks(1));
        var before = await account.Client.GetInvalidationAsync(CloudFrontTestAccount.Distribution, made.Id);
        account.Time.Advance(TimeSpan.FromTicks(1));
        var after = await account.Client.GetInvalidationAsync(CloudFrontTestAccount.Distribution, made.Id);

        Assert.Equal(made, before);
        Assert.Equal(made with { IsCompleted = true }, after);
    }

    [Fact]
    public async Task ListDistributions_MoreThanAPage_AllComeOnce()
    {
        await using var account = await CloudFrontTestAccount.StartAsync(static options =>
        {
            for (var number = 1; number <= 204; number++)
            {
                options.Distributions.Add(DistributionJson.Of($"E{number}", "other.s3.us-east-1.amazonaws.com"));
            }
        });

        List<string> ids = [];
        string? marker = null;
        do
        {
            var page = await account.Client.ListDistributionsAsync(marker);
            ids.AddRange(page.Items.Select(static distribution => distribution.Id));
            marker = page.NextMarker;
        }
        while (marker is not null);

        Assert.Equal([CloudFrontTestAccount.Distribution, .. Enumerable.Range(1, 204).Select(static number => $"E{number}")], ids);
        Assert.Equal(3, account.Emulator.Calls.Count);
    }

    [Fact]
    public async Task ListDistributions_NoneInTheAccount_IsEmpty()
    {
        await using var account = await CloudFrontTestAccount.StartAsync(static options => options.Distributions.Clear());

        var page = await account.Client.ListDistributionsAsync();

        Assert.Empty(page.Items);
        Assert.Null(page.NextMarker);
    }

    [Theory]
    [InlineData("index.html", "index.html")]
    [InlineData("/index.html", "index.html")]
    [InlineData("", null)]
    public async Task GetDefaultRootObject_AsSet_IsTheKey(string set, string? key)
    {
        await using var account = await CloudFrontTestAccount.StartAsync(options => options.Distributions[0]["DefaultRootObject"] = set);

        Assert.Equal(key, await account.Client.GetDefaultRootObjectAsync(CloudFrontTestAccount.Distribution));
    }

    [Fact]
    public async Task ListCachePolicies_MoreThanAPage_AllComeOnceWithTheirTimes()
    {
        await using var account = await CloudFrontTestAccount.StartAsync(static options =>
        {
            for (var number = 1; number <= 100; number++)
            {
                options.CachePolicies.Add(DistributionJson.CachePolicy($"own-{number}", 1, number, 3600, "whitelist"));
            }
        });

        var first = await account.Client.ListCachePoliciesAsync();
        var second = await account.Client.ListCachePoliciesAsync(first.NextMarker);

        Assert.Equal((100, 3), (first.Items.Count, second.Items.Count));
        Assert.Null(second.NextMarker);
        Assert.Equal(new CloudFrontCachePolicy("own-100", new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(100), TimeSpan.FromHours(1), VariesByQueryString: true)), second.Items[^1]);
        Assert.False(first.Items.Single(static policy => policy.Id == DistributionJson.CachingDisabled).Settings.CanCache);
        Assert.True(first.Items.Single(static policy => policy.Id == "4cc15a8a-d715-48a4-82b8-cc0b614638fe").Settings is { CanCache: true, VariesByQueryString: true });
    }

    [Fact]
    public async Task AnyCall_SessionCredentials_AreSignedWithTheirToken()
    {
        await using var account = await CloudFrontTestAccount.StartAsync(static options => options.SessionToken = "token/with+signs==");
        var client = account.NewClient(options =>
        {
            (options.AccessKey, options.SecretKey) = (null, null);
            options.UseCredentials(new SessionAWSCredentials(account.Emulator.Options.AccessKey, CloudFrontTestAccount.Secret, "token/with+signs=="));
        });

        Assert.Single((await client.ListDistributionsAsync()).Items);
    }

    [Fact]
    public async Task AnyCall_RegionOfAnotherPartition_IsSignedForIt()
    {
        await using var account = await CloudFrontTestAccount.StartAsync(static options => options.Region = "cn-northwest-1");

        Assert.Single((await account.NewClient(static options => options.Region = "cn-northwest-1").ListDistributionsAsync()).Items);
    }

    [Fact]
    public async Task AnyCall_OddMarker_IsSignedAsItIsSent()
    {
        await using var account = await CloudFrontTestAccount.StartAsync();

        // The emulator looks at the marker only after the signature.
        var error = await Assert.ThrowsAsync<CloudFrontException>(() => account.Client.ListDistributionsAsync("a/b+c =é~*&"));

        Assert.Equal("InvalidArgument", error.Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("E1/../E2")]
    [InlineData("E1?x=y")]
    public async Task AnyCall_TextThatIsNoId_IsNotSent(string id)
    {
        await using var account = await CloudFrontTestAccount.StartAsync();

        var distribution = await Assert.ThrowsAsync<CloudFrontException>(() => account.Client.GetDefaultRootObjectAsync(id));
        var invalidation = await Assert.ThrowsAsync<CloudFrontException>(() => account.Client.GetInvalidationAsync(CloudFrontTestAccount.Distribution, id));

        Assert.Equal((CloudFrontErrorKind.InvalidRequest, CloudFrontErrorKind.InvalidRequest), (distribution.Kind, invalidation.Kind));
        Assert.Contains($"'{id}' is no id of a distribution", distribution.Message, StringComparison.Ordinal);
        Assert.Empty(account.Emulator.Calls);
    }

    [Fact]
    public async Task CreateInvalidation_CharacterThatXmlCannotHold_IsAnInvalidPathAndNotSent()
    {
        await using var account = await CloudFrontTestAccount.StartAsync();

        var error = await Assert.ThrowsAsync<CloudFrontException>(() => account.InvalidateAsync("batch-1", "/a", "/b\u0001"));

        Assert.Equal(CloudFrontErrorKind.InvalidPath, error.Kind);
        Assert.Contains("%2Fb%01", error.Message, StringComparison.Ordinal);
        Assert.Empty(account.Emulator.Calls);
    }

    [Fact]
    public async Task CreateInvalidation_ManyCallersAtOnce_EachGetsItsOwn()
    {
        await using var account = await CloudFrontTestAccount.StartAsync();

        var made = await Task.WhenAll(Enumerable.Range(0, 32).Select(number => account.InvalidateAsync($"batch-{number}", $"/{number}")));

        var byId = account.Emulator.Invalidations.ToDictionary(static invalidation => invalidation.Id, static invalidation => invalidation.CallerReference);
        Assert.Equal(Enumerable.Range(0, 32).Select(static number => $"batch-{number}"), made.Select(invalidation => byId[invalidation.Id]));
    }
}
