namespace ResilientStorage.Wire.Driver;

/// <summary>Servers that say nothing: a raw driver waits for as long as its caller does, and not a moment longer.</summary>
public sealed class DriverHangTests
{
    private static readonly string[] WithBody = [WireOperation.GetObject, WireOperation.ListObjects, WireOperation.ListMultipartUploads, WireOperation.DeleteObjects, WireOperation.CopyObject, WireOperation.CompleteMultipartUpload];

    public static TheoryData<string> Operations => [.. DriverCalls.All];

    public static TheoryData<string> OperationsWithBody => [.. WithBody];

    [Theory]
    [MemberData(nameof(Operations))]
    public Task Call_NoAnswer_EndsWithItsToken(string operation) => CancelWhileHeldAsync(operation, WireFault.HangBeforeServer);

    [Theory]
    [MemberData(nameof(OperationsWithBody))]
    public Task Call_NothingAfterTheHeaders_EndsWithItsToken(string operation) => CancelWhileHeldAsync(operation, WireFault.HangAfterHeaders);

    [Theory]
    [MemberData(nameof(OperationsWithBody))]
    public Task Call_BodyStandsStill_EndsWithItsToken(string operation) => CancelWhileHeldAsync(operation, WireFault.StallBody(2));

    [Theory]
    [MemberData(nameof(OperationsWithBody))]
    public async Task Call_BodyTrickles_Succeeds(string operation)
    {
        await using var proxy = new WireProxy();
        proxy.Break(operation, WireFault.TrickleBody(1));
        using var store = DriverCalls.Store(proxy.Url);

        Assert.Equal("success", (await DriverCalls.RunAsync(operation, store)).ToString());
    }

    private static async Task CancelWhileHeldAsync(string operation, WireFault fault)
    {
        await using var proxy = new WireProxy();
        proxy.Break(operation, fault);
        using var store = DriverCalls.Store(proxy.Url);
        using var patience = new CancellationTokenSource();
        var call = DriverCalls.RunAsync(operation, store, patience.Token);
        await proxy.HeldAsync().WaitAsync(Limits.Hang);

        await patience.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(Limits.Hang));
        Assert.Equal(patience.Token, error.CancellationToken);
        Assert.Equal(1, proxy.Count(operation));
    }
}
