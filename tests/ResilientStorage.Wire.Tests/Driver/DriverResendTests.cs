namespace ResilientStorage.Wire.Driver;

/// <summary>Connections that were used before and end under the next request. SDK and HTTP client would both send it again on their own.</summary>
public sealed class DriverResendTests
{
    private static readonly string[] ThatChangeNothing = [WireOperation.GetObject, WireOperation.HeadObject, WireOperation.ListObjects, WireOperation.ListMultipartUploads];

    public static TheoryData<string> Reads => [.. ThatChangeNothing];

    public static TheoryData<string> Writes => [.. DriverCalls.All.Except(ThatChangeNothing)];

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task Write_ConnectionWasStale_ReachesTheWireOnceAndMayHaveTakenEffect(string operation)
    {
        await using var proxy = new WireProxy();
        using var store = DriverCalls.Store(proxy.Url);
        await DriverCalls.RunAsync(WireOperation.HeadObject, store);
        proxy.Break(request => request.Operation == operation && request.NumberOnConnection > 1, WireFault.ResetBeforeServer);

        var result = await DriverCalls.RunAsync(operation, store);

        Assert.Equal("Unavailable, transient", result.ToString());
        Assert.True(result.Error!.MayHaveTakenEffect);
        Assert.Equal(1, proxy.Count(operation));
    }

    [Theory]
    [MemberData(nameof(Reads))]
    public async Task Read_ConnectionWasStale_SucceedsOnAnother(string operation)
    {
        await using var proxy = new WireProxy();
        using var store = DriverCalls.Store(proxy.Url);
        await DriverCalls.RunAsync(WireOperation.HeadObject, store);
        var rule = proxy.Break(request => request.Operation == operation && request.NumberOnConnection > 1, WireFault.ResetBeforeServer);

        Assert.Equal("success", (await DriverCalls.RunAsync(operation, store)).ToString());

        Assert.Equal(1, rule.Met);
    }

    [Theory]
    [MemberData(nameof(Reads))]
    [MemberData(nameof(Writes))]
    public async Task Call_ConnectionWasClosedInBetween_SucceedsOnAnother(string operation)
    {
        await using var proxy = new WireProxy();
        using var store = DriverCalls.Store(proxy.Url);
        proxy.Break(static _ => true, WireFault.CloseAfterAnswer, times: 1);
        await DriverCalls.RunAsync(WireOperation.HeadObject, store);
        await proxy.ClosedAsync().WaitAsync(Limits.Hang);

        Assert.Equal("success", (await DriverCalls.RunAsync(operation, store)).ToString());

        Assert.Equal(2, proxy.Requests.Max(static request => request.Connection));
    }

    [Fact]
    public async Task Delete_OneByOneAndConnectionWasStale_ReachesTheWireOnce()
    {
        await using var proxy = new WireProxy();
        proxy.Break(WireOperation.DeleteObjects, WireFault.Say(WireAnswer.Error(501, "NotImplemented")));
        proxy.Break(WireOperation.DeleteObject, WireFault.ResetBeforeServer);
        using var store = DriverCalls.Store(proxy.Url);

        var result = await DriverCalls.RunAsync(WireOperation.DeleteObjects, store);

        Assert.Equal("Unavailable, transient", result.ToString());
        Assert.Equal(["/bucket/key", "/bucket/other"], proxy.Requests.Where(static request => request.Operation == WireOperation.DeleteObject).Select(static request => request.Path));
    }
}
