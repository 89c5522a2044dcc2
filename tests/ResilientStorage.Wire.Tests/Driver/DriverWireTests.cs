namespace ResilientStorage.Wire.Driver;

/// <summary>Each fault meets each operation of the raw driver: its own kind of error, never "not found", never a secret, never a second request.</summary>
public sealed class DriverWireTests
{
    public static TheoryData<string, string> Cases
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var item in WireCases.All)
            {
                foreach (var operation in item.Operations)
                {
                    data.Add(item.What, operation);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Call_Fault_IsItsOwnError(string what, string operation)
    {
        var item = WireCases.All.Single(item => item.What == what);
        await using var proxy = new WireProxy();
        proxy.Break(operation, item.Fault);
        using var store = DriverCalls.Store(proxy.Url);

        var result = await DriverCalls.RunAsync(operation, store);

        Assert.Equal(item.ExpectedFor(operation), result.ToString());
        Assert.InRange(proxy.Count(operation), 1, MaxSent(item, operation));
        if (result.Error is { } error)
        {
            AssertTells(error, item, operation);
        }
    }

    // The HTTP client may send a request that changes nothing again when its connection is lost: 4 times in all.
    private static int MaxSent(WireCase item, string operation) =>
        item.Fault.Kind is WireFaultKind.Reset or WireFaultKind.Close && operation is WireOperation.GetObject or WireOperation.HeadObject or WireOperation.ListObjects or WireOperation.ListMultipartUploads ? 4 : 1;

    private static void AssertTells(StorageException error, WireCase item, string operation)
    {
        Assert.Equal(operation, error.Operation);
        Assert.Equal(item.Status, error.StatusCode ?? item.Status);
        Assert.Equal(item.RequestId, error.RequestId);
        Assert.Contains(item.NextStep, error.Message, StringComparison.Ordinal);
        Secrets.AssertNone(error);
    }
}
