using ResilientStorage.Emulators;
using ResilientStorage.Invalidation.CloudFront;
using ResilientStorage.Tests.Invalidation.CloudFront.Api;

namespace ResilientStorage.Tests.Invalidation.CloudFront.Emulator;

public sealed class EmulatorPoolTests
{
    [Fact]
    public async Task Create_PathsOverThePool_AreRefusedUntilOthersComplete()
    {
        await using var account = await CloudFrontTestAccount.StartAsync();
        await account.InvalidateAsync("first", Paths(0, 2_000));
        account.Time.Advance(TimeSpan.FromSeconds(10));

        var error = await Assert.ThrowsAsync<CloudFrontException>(() => account.InvalidateAsync("second", Paths(2_000, 1_001)));
        var rest = await account.InvalidateAsync("third", Paths(2_000, 1_000));
        account.Time.Advance(TimeSpan.FromSeconds(10));
        var second = await account.InvalidateAsync("second", Paths(2_000, 1_001));

        Assert.Equal(CloudFrontErrorKind.TooManyInProgress, error.Kind);
        Assert.NotEqual(rest.Id, second.Id);
    }

    [Fact]
    public async Task Create_WildcardsOverThePool_AreRefusedAndSinglePathsAreNot()
    {
        await using var account = await CloudFrontTestAccount.StartAsync();
        account.Emulator.Occupy(CloudFrontTestAccount.Distribution, [.. Enumerable.Range(0, 14).Select(static number => $"/{number}/*")]);

        var error = await Assert.ThrowsAsync<CloudFrontException>(() => account.InvalidateAsync("two", "/a/*", "/b/*"));
        await account.InvalidateAsync("one", "/a/*");
        await account.InvalidateAsync("single", "/c");

        Assert.Equal(CloudFrontErrorKind.TooManyInProgress, error.Kind);
    }

    [Fact]
    public async Task Create_AnotherDistribution_HasPoolsOfItsOwn()
    {
        await using var account = await CloudFrontTestAccount.StartAsync(static options =>
        {
            options.MaxPathsInProgress = 1;
            options.Distributions.Add(DistributionJson.Of("E2", "photos.s3.ap-northeast-2.amazonaws.com"));
        });
        await account.InvalidateAsync("batch", "/a");

        var other = await account.Client.CreateInvalidationAsync(new() { DistributionId = "E2", CallerReference = "batch", Paths = ["/a"] });

        Assert.Equal("E2", account.Emulator.Invalidations.Single(invalidation => invalidation.Id == other.Id).DistributionId);
    }

    [Fact]
    public async Task Create_KnownReferenceWithFullPools_IsTheFirstInvalidation()
    {
        await using var account = await CloudFrontTestAccount.StartAsync(static options => options.MaxPathsInProgress = 1);
        var first = await account.InvalidateAsync("batch", "/a");

        Assert.Equal(first, await account.InvalidateAsync("batch", "/a"));
    }

    [Fact]
    public async Task PurgedPaths_AfterCompletion_AreThoseSent()
    {
        await using var account = await CloudFrontTestAccount.StartAsync();
        await account.InvalidateAsync("batch", "/a", "/b*");

        var before = account.Emulator.PurgedPaths(CloudFrontTestAccount.Distribution);
        account.Time.Advance(TimeSpan.FromSeconds(20));

        Assert.Empty(before);
        Assert.Equal(["/a", "/b*"], account.Emulator.PurgedPaths(CloudFrontTestAccount.Distribution));
    }

    private static string[] Paths(int from, int count) => [.. Enumerable.Range(from, count).Select(static number => $"/{number}.jpg")];
}
