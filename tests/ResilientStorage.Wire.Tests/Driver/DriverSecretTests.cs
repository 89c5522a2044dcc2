namespace ResilientStorage.Wire.Driver;

/// <summary>Answers that repeat the request, as debugging proxies do and S3 does for wrong signatures: nothing of it gets into an error.</summary>
public sealed class DriverSecretTests
{
    public static TheoryData<string, int> Cases
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var operation in DriverCalls.All)
            {
                foreach (var status in new[] { 200, 400, 403, 404, 503 })
                {
                    data.Add(operation, status);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Call_PageThatRepeatsTheRequest_IsNotQuoted(string operation, int status)
    {
        await using var proxy = new WireProxy();
        proxy.Break(operation, WireFault.Say(request => WireAnswer.Of(status, $"<html><body>{Echo(request)}</body></html>", ("Content-Type", "text/html"))));
        using var store = DriverCalls.Store(proxy.Url);

        var result = await DriverCalls.RunAsync(operation, store);

        Secrets.AssertNone(result.Error?.ToString() ?? "");
    }

    [Theory]
    [InlineData(WireOperation.PutObject)]
    [InlineData(WireOperation.GetObject)]
    [InlineData(WireOperation.CompleteMultipartUpload)]
    [InlineData(WireOperation.DeleteObjects)]
    public async Task Call_DocumentThatRepeatsTheSignature_IsNotQuoted(string operation)
    {
        await using var proxy = new WireProxy();
        proxy.Break(operation, WireFault.Say(static request => WireAnswer.Of(
            403,
            $"<Error><Code>SignatureDoesNotMatch</Code><Message>The request signature does not match: {Echo(request)}</Message><StringToSign>{Echo(request)}</StringToSign><CanonicalRequest>{Echo(request)}</CanonicalRequest></Error>",
            ("Content-Type", "application/xml"))));
        using var store = DriverCalls.Store(proxy.Url);

        var result = await DriverCalls.RunAsync(operation, store);

        Assert.Equal("AccessDenied", result.ToString());
        Secrets.AssertNone(result.Error!);
    }

    private static string Echo(WireRequest request) => string.Join(' ', request.Headers.Select(static header => $"{header.Key}: {header.Value}"));
}
