using System.Text.Json.Nodes;
using ResilientStorage.Emulators;
using ResilientStorage.Tests.Invalidation.CloudFront.Api;

namespace ResilientStorage.Tests.Invalidation.CloudFront.Emulator;

/// <summary>The emulator, and what the library's client did to it, in the eyes of an independent client.</summary>
public sealed class AwsCliTests
{
    private const string Distribution = CloudFrontTestAccount.Distribution;

    [AwsCliFact]
    public async Task CreateAndGetInvalidation_OfTheCommandLine_AreSeenByTheClient()
    {
        await using var account = await CloudFrontTestAccount.StartAsync();

        var made = await RunAsync(account, "create-invalidation", "--distribution-id", Distribution, "--paths", "/a.jpg", "/b/*");
        var id = (string)made["Invalidation"]!["Id"]!;
        account.Time.Advance(account.Emulator.Options.CompletionTime);
        var shown = await RunAsync(account, "get-invalidation", "--distribution-id", Distribution, "--id", id);

        Assert.Equal(["/a.jpg", "/b/*"], Assert.Single(account.Emulator.Invalidations).Paths);
        Assert.Equal("InProgress", (string?)made["Invalidation"]!["Status"]);
        Assert.Equal("Completed", (string?)shown["Invalidation"]!["Status"]);
        Assert.True((await account.Client.GetInvalidationAsync(Distribution, id)).IsCompleted);
    }

    [AwsCliFact]
    public async Task GetAndListInvalidations_OfTheClient_AreReadByTheCommandLine()
    {
        await using var account = await CloudFrontTestAccount.StartAsync();
        var first = await account.InvalidateAsync("batch-1", "/a%20b", "/x&y=1");
        var second = await account.InvalidateAsync("batch-2", "/c/*");

        var listed = await RunAsync(account, "list-invalidations", "--distribution-id", Distribution, "--page-size", "1");
        var shown = await RunAsync(account, "get-invalidation", "--distribution-id", Distribution, "--id", first.Id);

        Assert.Equal([second.Id, first.Id], listed["InvalidationList"]!["Items"]!.AsArray().Select(static item => (string)item!["Id"]!));
        var batch = shown["Invalidation"]!["InvalidationBatch"]!;
        Assert.Equal("batch-1", (string?)batch["CallerReference"]);
        Assert.Equal(["/a%20b", "/x&y=1"], batch["Paths"]!["Items"]!.AsArray().Select(static path => (string)path!));
    }

    [AwsCliFact]
    public async Task ListDistributionsAndPolicies_ReadByTheCommandLine_AreWhatTheEmulatorWasGiven()
    {
        await using var account = await CloudFrontTestAccount.StartAsync(static options =>
        {
            options.Distributions.Add(DistributionJson.Of("E2", "photos.s3.ap-northeast-2.amazonaws.com", "/production", DistributionJson.Behavior("/img/*"), DistributionJson.Behavior("/api/*")));
            options.Distributions[1]["DefaultRootObject"] = "index.html";
            options.CachePolicies.Add(DistributionJson.CachePolicy("own", 1, 2, 3, "all"));
        });

        var list = (await RunAsync(account, "list-distributions", "--page-size", "1"))["DistributionList"]!["Items"]!.AsArray();
        var config = await RunAsync(account, "get-distribution-config", "--id", "E2");
        var policies = (await RunAsync(account, "list-cache-policies"))["CachePolicyList"]!["Items"]!.AsArray();
        var policy = await RunAsync(account, "get-cache-policy", "--id", "own");

        Assert.Equal([Distribution, "E2"], list.Select(static item => (string)item!["Id"]!));
        Assert.Equal("/production", (string?)list[1]!["Origins"]!["Items"]![0]!["OriginPath"]);
        Assert.Equal(["/img/*", "/api/*"], list[1]!["CacheBehaviors"]!["Items"]!.AsArray().Select(static item => (string)item!["PathPattern"]!));
        Assert.Equal(["HEAD", "GET"], list[1]!["DefaultCacheBehavior"]!["AllowedMethods"]!["Items"]!.AsArray().Select(static item => (string)item!));
        Assert.Equal("index.html", (string?)config["DistributionConfig"]!["DefaultRootObject"]);
        Assert.Equal(4, policies.Count);
        Assert.Equal(3, (int)policy["CachePolicy"]!["CachePolicyConfig"]!["MaxTTL"]!);
    }

    [AwsCliFact]
    public async Task Load_WhatTheCommandLinePrinted_IsTheSameAccount()
    {
        await using var account = await CloudFrontTestAccount.StartAsync(static options => options.Distributions[0]["Comment"] = "of the first");
        var printed = await RunAsync(account, "list-distributions");

        await using var copy = await CloudFrontTestAccount.StartAsync(options =>
        {
            options.Distributions.Clear();
            options.Load(printed.AsObject());
        });

        Assert.Equal(printed.ToJsonString(), (await RunAsync(copy, "list-distributions")).ToJsonString());
    }

    [AwsCliFact]
    public async Task AnyCommand_WrongSecret_IsRefused()
    {
        await using var account = await CloudFrontTestAccount.StartAsync();

        var error = await Assert.ThrowsAsync<AwsCliException>(() => AwsCli.RunAsync(account.Emulator, "another-secret", "list-distributions"));

        Assert.Contains("(SignatureDoesNotMatch) when calling the ListDistributions operation", error.Message, StringComparison.Ordinal);
    }

    [AwsCliFact]
    public async Task CreateInvalidation_Refusals_AreReadByTheCommandLine()
    {
        await using var account = await CloudFrontTestAccount.StartAsync();
        account.Emulator.Occupy(Distribution, [.. Enumerable.Range(0, 15).Select(static number => $"/{number}/*")]);

        var badPath = await Assert.ThrowsAsync<AwsCliException>(() => RunAsync(account, "create-invalidation", "--distribution-id", Distribution, "--paths", "/a b"));
        var tooMany = await Assert.ThrowsAsync<AwsCliException>(() => RunAsync(account, "create-invalidation", "--distribution-id", Distribution, "--paths", "/a*"));
        var gone = await Assert.ThrowsAsync<AwsCliException>(() => RunAsync(account, "create-invalidation", "--distribution-id", "EGONE", "--paths", "/a"));

        Assert.Contains("(InvalidArgument)", badPath.Message, StringComparison.Ordinal);
        Assert.Contains("(TooManyInvalidationsInProgress)", tooMany.Message, StringComparison.Ordinal);
        Assert.Contains("(NoSuchDistribution)", gone.Message, StringComparison.Ordinal);
    }

    private static Task<JsonNode> RunAsync(CloudFrontTestAccount account, params string[] arguments) => AwsCli.RunAsync(account.Emulator, CloudFrontTestAccount.Secret, arguments);
}
