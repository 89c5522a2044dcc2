using System.Net;
using System.Net.Sockets;

namespace ResilientStorage.Wire.Driver;

/// <summary>Connections that do not come about: nothing was sent, so no write can still land.</summary>
public sealed class DriverConnectionTests
{
    public static TheoryData<string> Operations => [.. DriverCalls.All];

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Call_NobodyListens_IsUnavailableAndNotSent(string operation)
    {
        await using var proxy = new WireProxy();
        proxy.Refuse();

        await AssertNotSentAsync(operation, proxy.Url, ConnectionCase.Refused);
    }

    [Theory]
    [InlineData(WireOperation.PutObject)]
    [InlineData(WireOperation.GetObject)]
    [InlineData(WireOperation.DeleteObjects)]
    public Task Call_NameOfNobody_IsUnavailableAndNotSent(string operation) =>
        AssertNotSentAsync(operation, "https://no-such-host.invalid", ConnectionCase.NoName);

    [Theory]
    [InlineData(WireOperation.PutObject)]
    [InlineData(WireOperation.HeadObject)]
    [InlineData(WireOperation.DeleteObjects)]
    public async Task Call_PortThatSpeaksNoTls_IsUnavailableAndNotSent(string operation)
    {
        await using var proxy = new WireProxy();

        await AssertNotSentAsync(operation, $"https://{proxy.Authority}", ConnectionCase.NoTls);

        Assert.Empty(proxy.Requests);
    }

    [Theory]
    [InlineData(WireOperation.PutObject)]
    [InlineData(WireOperation.HeadObject)]
    [InlineData(WireOperation.DeleteObjects)]
    public async Task Call_CertificateOfNobody_IsUnavailableForGoodAndNotSent(string operation)
    {
        using var certificate = TestCertificate.Create();
        await using var proxy = new WireProxy(certificate: certificate);

        await AssertNotSentAsync(operation, $"https://{proxy.Authority}", ConnectionCase.UntrustedCertificate);

        Assert.Empty(proxy.Requests);
    }

    [Theory]
    [InlineData(WireOperation.PutObject)]
    [InlineData(WireOperation.HeadObject)]
    [InlineData(WireOperation.DeleteObjects)]
    public async Task Call_ConnectionIsNotTaken_IsTimeoutAndNotSent(string operation)
    {
        // A queue of one that is full: the system answers no further attempt.
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1);
        var waiting = new List<Socket>();
        try
        {
            Socket last;
            do
            {
                waiting.Add(last = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
            }
            while (await IsTakenAsync(last, listener.LocalEndPoint!));

            await AssertNotSentAsync(operation, $"http://{listener.LocalEndPoint}", ConnectionCase.NotTaken, static options => options.ConnectTimeout = TimeSpan.FromMilliseconds(100));
        }
        finally
        {
            waiting.ForEach(static socket => socket.Dispose());
        }
    }

    private static async Task<bool> IsTakenAsync(Socket socket, EndPoint address)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        try
        {
            await socket.ConnectAsync(address, patience.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static async Task AssertNotSentAsync(string operation, string url, ConnectionCase expected, Action<S3StoreOptions>? change = null)
    {
        using var store = DriverCalls.Store(url, change);

        var result = await DriverCalls.RunAsync(operation, store).WaitAsync(Limits.Hang);

        var error = Assert.IsType<StorageException>(result.Error);
        Assert.Equal((expected.Kind, expected.IsTransient), (error.Kind, error.IsTransient));
        Assert.True(error.WasNotSent);
        Assert.False(error.MayHaveTakenEffect);
        Assert.Equal(operation, error.Operation);
        Assert.Contains(expected.NextStep, error.Message, StringComparison.Ordinal);
        Secrets.AssertNone(error);
    }
}
