using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ResilientStorage.Emulators;
using ResilientStorage.Invalidation.CloudFront;

namespace ResilientStorage.Tests.Invalidation.CloudFront.Api;

/// <summary>Every way in which a call can end badly, over the wire.</summary>
public sealed class CloudFrontApiFailureTests
{
    public static TheoryData<CloudFrontFaultKind, CloudFrontErrorKind, string?, int?, bool> Faults { get; } = new()
    {
        { CloudFrontFaultKind.HtmlUnavailable, CloudFrontErrorKind.Unavailable, null, 503, false },
        { CloudFrontFaultKind.Unavailable, CloudFrontErrorKind.Unavailable, "ServiceUnavailable", 503, false },
        { CloudFrontFaultKind.Throttled, CloudFrontErrorKind.Throttled, "Throttling", 400, false },
        { CloudFrontFaultKind.AccessDenied, CloudFrontErrorKind.AccessDenied, "AccessDenied", 403, false },
        { CloudFrontFaultKind.WrongDocument, CloudFrontErrorKind.Unavailable, null, null, false },
        { CloudFrontFaultKind.CutXml, CloudFrontErrorKind.Unavailable, null, null, true },
        { CloudFrontFaultKind.BrokenAnswer, CloudFrontErrorKind.Unavailable, null, null, true },
        { CloudFrontFaultKind.LostAnswer, CloudFrontErrorKind.Unavailable, null, null, true },
        { CloudFrontFaultKind.LostRequest, CloudFrontErrorKind.Unavailable, null, null, false },
        { CloudFrontFaultKind.Redirect, CloudFrontErrorKind.Unavailable, null, 302, false },
    };

    public static TheoryData<string, string> BadPaths { get; } = new()
    {
        { "no leading slash", "a.jpg" },
        { "space", "/a b" },
        { "quote", "/a\"b" },
        { "apostrophe", "/a'b" },
        { "tilde", "/vendors~main.js" },
        { "bracket", "/a[1]" },
        { "brace", "/a{1}" },
        { "pipe", "/a|b" },
        { "backslash", "/a\\b" },
        { "caret", "/a^b" },
        { "backtick", "/a`b" },
        { "letters that are not ASCII", "/é" },
        { "asterisk in the middle", "/a*b" },
        { "half an escape", "/a%2" },
        { "4,001 characters", "/" + new string('a', 4_000) },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task CreateInvalidation_Fault_IsAnErrorOfItsKindAndSentOnce(CloudFrontFaultKind fault, CloudFrontErrorKind kind, string? code, int? status, bool isTaken)
    {
        await using var account = await CloudFrontTestAccount.StartAsync();
        account.Emulator.Faults.Add(fault);

        var error = await Assert.ThrowsAsync<CloudFrontException>(() => account.InvalidateAsync("batch-1", "/a"));

        Assert.Equal((kind, code, status), (error.Kind, error.Code, error.StatusCode));
        Assert.StartsWith($"CloudFront CreateInvalidation of {CloudFrontTestAccount.Distribution}: ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(CloudFrontTestAccount.Secret, error.ToString(), StringComparison.Ordinal);
        Assert.Single(account.Emulator.Calls);
        Assert.Equal(isTaken ? 1 : 0, account.Emulator.Invalidations.Count);
    }

    [Theory]
    [InlineData(CloudFrontFaultKind.CutXml)]
    [InlineData(CloudFrontFaultKind.BrokenAnswer)]
    [InlineData(CloudFrontFaultKind.LostAnswer)]
    public async Task CreateInvalidation_AnswerLostAndSentAgain_IsOneInvalidation(CloudFrontFaultKind fault)
    {
        await using var account = await CloudFrontTestAccount.StartAsync();
        account.Emulator.Faults.Add(fault);
        await Assert.ThrowsAsync<CloudFrontException>(() => account.InvalidateAsync("batch-1", "/a"));

        var again = await account.InvalidateAsync("batch-1", "/a");

        Assert.Equal(Assert.Single(account.Emulator.Invalidations).Id, again.Id);
    }

    [Theory]
    [InlineData(CloudFrontFaultKind.Unavailable, 2)]
    [InlineData(CloudFrontFaultKind.HtmlUnavailable, 2)]
    [InlineData(CloudFrontFaultKind.Throttled, 1)]
    [InlineData(CloudFrontFaultKind.LostAnswer, 1)]
    public async Task AnyCall_OneRetry_IsSpentOnServerErrorsAlone(CloudFrontFaultKind fault, int calls)
    {
        await using var account = await CloudFrontTestAccount.StartAsync();
        account.Emulator.Faults.Add(fault, FaultPlan.Always);

        await Assert.ThrowsAsync<CloudFrontException>(() => account.NewClient(static options => options.Retries = 1).ListDistributionsAsync());

        Assert.Equal(calls, account.Emulator.Calls.Count);
    }

    [Theory]
    [InlineData(CloudFrontFaultKind.Silence)]
    [InlineData(CloudFrontFaultKind.SilenceAfterTaking)]
    [InlineData(CloudFrontFaultKind.StalledAnswer)]
    public async Task AnyCall_Silence_EndsWithTheTimeout(CloudFrontFaultKind fault)
    {
        await using var account = await CloudFrontTestAccount.StartAsync();
        account.Emulator.Faults.Add(fault);
        var client = account.NewClient(static options => options.Timeout = TimeSpan.FromMilliseconds(300), TimeProvider.System);

        var error = await Assert.ThrowsAsync<CloudFrontException>(() => client.CreateInvalidationAsync(CloudFrontTestAccount.Batch("batch-1", "/a")));

        Assert.Equal(CloudFrontErrorKind.Unavailable, error.Kind);
        Assert.Contains("within 00:00:00.3000000 (Timeout)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnyCall_CallerCancels_IsACancellation()
    {
        await using var account = await CloudFrontTestAccount.StartAsync();
        account.Emulator.Faults.Add(CloudFrontFaultKind.Silence);
        using var source = new CancellationTokenSource();

        var call = account.Client.ListDistributionsAsync(cancellationToken: source.Token);
        await source.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(source.Token, error.CancellationToken);
    }

    [Fact]
    public async Task AnyCall_NobodyThere_IsUnavailable()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        await using var account = await CloudFrontTestAccount.StartAsync();
        var client = account.NewClient(options => options.ServiceUrl = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));

        var error = await Assert.ThrowsAsync<CloudFrontException>(() => client.ListDistributionsAsync());

        Assert.Equal((CloudFrontErrorKind.Unavailable, null), (error.Kind, error.StatusCode));
        Assert.Contains("no connection came about", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnyCall_WrongSecret_IsAccessDenied()
    {
        await using var account = await CloudFrontTestAccount.StartAsync();

        var error = await Assert.ThrowsAsync<CloudFrontException>(() => account.NewClient(static options => options.SecretKey = "another-secret").ListDistributionsAsync());

        Assert.Equal((CloudFrontErrorKind.AccessDenied, "SignatureDoesNotMatch", 403), (error.Kind, error.Code, error.StatusCode));
        Assert.Contains("check both", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("another-secret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnyCall_UnknownAccessKey_IsAccessDenied()
    {
        await using var account = await CloudFrontTestAccount.StartAsync();

        var error = await Assert.ThrowsAsync<CloudFrontException>(() => account.NewClient(static options => options.AccessKey = "AKIAUNKNOWN").ListDistributionsAsync());

        Assert.Equal((CloudFrontErrorKind.AccessDenied, "InvalidClientTokenId"), (error.Kind, error.Code));
    }

    [Fact]
    public async Task AnyCall_Refusal_HasTheRequestId()
    {
        await using var account = await CloudFrontTestAccount.StartAsync();

        var error = await Assert.ThrowsAsync<CloudFrontException>(() => account.Client.GetDefaultRootObjectAsync("EGONE"));

        Assert.Equal((CloudFrontErrorKind.NotFound, "NoSuchDistribution", 404, "00000000-0000-4000-8000-000000000001"), (error.Kind, error.Code, error.StatusCode, error.RequestId));
    }

    [Fact]
    public async Task GetInvalidation_Unknown_IsNotFound()
    {
        await using var account = await CloudFrontTestAccount.StartAsync();

        var error = await Assert.ThrowsAsync<CloudFrontException>(() => account.Client.GetInvalidationAsync(CloudFrontTestAccount.Distribution, "I1"));

        Assert.Equal((CloudFrontErrorKind.NotFound, "NoSuchInvalidation"), (error.Kind, error.Code));
    }

    [Fact]
    public async Task AnyCall_MissingRight_NamesIt()
    {
        await using var account = await CloudFrontTestAccount.StartAsync();
        account.Emulator.Faults.Add(CloudFrontFaultKind.AccessDenied, FaultPlan.Always, "ListCachePolicies");

        var error = await Assert.ThrowsAsync<CloudFrontException>(() => account.Client.ListCachePoliciesAsync());

        Assert.Contains("'cloudfront:ListCachePolicies'", error.Message, StringComparison.Ordinal);
        Assert.Single((await account.Client.ListDistributionsAsync()).Items);
    }

    [Theory]
    [MemberData(nameof(BadPaths))]
    public async Task CreateInvalidation_OneBadPath_RefusesTheBatch(string what, string path)
    {
        await using var account = await CloudFrontTestAccount.StartAsync();

        var error = await Assert.ThrowsAsync<CloudFrontException>(() => account.InvalidateAsync("batch-1", "/fine", path));

        Assert.True((CloudFrontErrorKind.InvalidPath, "InvalidArgument", 400) == (error.Kind, error.Code, error.StatusCode), what);
        Assert.Empty(account.Emulator.Invalidations);
    }

    [Fact]
    public async Task CreateInvalidation_ReferenceWithOtherPaths_IsReferenceReused()
    {
        await using var account = await CloudFrontTestAccount.StartAsync();
        await account.InvalidateAsync("batch-1", "/a");

        var error = await Assert.ThrowsAsync<CloudFrontException>(() => account.InvalidateAsync("batch-1", "/b"));

        Assert.Equal((CloudFrontErrorKind.ReferenceReused, 409), (error.Kind, error.StatusCode));
    }

    [Fact]
    public async Task CreateInvalidation_BodyTooLong_IsBatchTooLarge()
    {
        await using var account = await CloudFrontTestAccount.StartAsync(static options => options.MaxBatchBytes = 1_000);

        var error = await Assert.ThrowsAsync<CloudFrontException>(() => account.InvalidateAsync("batch-1", [.. Enumerable.Range(0, 50).Select(static number => $"/{number}")]));

        Assert.Equal((CloudFrontErrorKind.BatchTooLarge, 413), (error.Kind, error.StatusCode));
    }

    [Fact]
    public async Task AnyCall_AccountTooFast_IsThrottledUntilTheRateAllows()
    {
        await using var account = await CloudFrontTestAccount.StartAsync(static options => (options.CallsPerSecond, options.CallBurst) = (0.5, 2));
        await account.Client.ListDistributionsAsync();
        await account.Client.ListDistributionsAsync();

        var error = await Assert.ThrowsAsync<CloudFrontException>(() => account.Client.ListDistributionsAsync());
        account.Time.Advance(TimeSpan.FromSeconds(1.9));
        await Assert.ThrowsAsync<CloudFrontException>(() => account.Client.ListDistributionsAsync());
        account.Time.Advance(TimeSpan.FromSeconds(0.1));
        await account.Client.ListDistributionsAsync();

        Assert.Equal(CloudFrontErrorKind.Throttled, error.Kind);
    }
}
