using ResilientStorage.Emulators;
using ResilientStorage.Invalidation.CloudFront;
using ResilientStorage.Testing;

namespace ResilientStorage.Tests.Invalidation.CloudFront.Api;

/// <summary>An emulated account with one distribution, a clock that stands still, and the library's client of it.</summary>
internal sealed class CloudFrontTestAccount : IAsyncDisposable
{
    public const string Distribution = "EDFDVBD6EXAMPLE";
    public const string Secret = "the-secret-of-the-test-account";

    private readonly List<CloudFrontApiClient> _clients = [];

    private CloudFrontTestAccount(CloudFrontEmulator emulator, ManualTimeProvider time)
    {
        Emulator = emulator;
        Time = time;
        Client = NewClient();
    }

    public CloudFrontEmulator Emulator { get; }

    public ManualTimeProvider Time { get; }

    public CloudFrontApiClient Client { get; }

    public static async Task<CloudFrontTestAccount> StartAsync(Action<CloudFrontEmulatorOptions>? configure = null)
    {
        var time = new ManualTimeProvider();
        var options = new CloudFrontEmulatorOptions { SecretKey = Secret, Time = time, CallsPerSecond = null };
        options.Distributions.Add(DistributionJson.Of(Distribution, "photos.s3.ap-northeast-2.amazonaws.com"));
        configure?.Invoke(options);
        return new CloudFrontTestAccount(await CloudFrontEmulator.StartAsync(options), time);
    }

    public CloudFrontApiClient NewClient(Action<CloudFrontClientOptions>? configure = null, TimeProvider? time = null)
    {
        var options = new CloudFrontClientOptions { ServiceUrl = Emulator.Url, AccessKey = Emulator.Options.AccessKey, SecretKey = Secret, Retries = 0 };
        configure?.Invoke(options);
        var client = new CloudFrontApiClient(options, time ?? Time);
        _clients.Add(client);
        return client;
    }

    public Task<CloudFrontInvalidation> InvalidateAsync(string reference, params string[] paths) => Client.CreateInvalidationAsync(Batch(reference, paths));

    public static CloudFrontInvalidationRequest Batch(string reference, params string[] paths) => new() { DistributionId = Distribution, CallerReference = reference, Paths = paths };

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(static client => client.Dispose());
        await Emulator.DisposeAsync();
    }
}
