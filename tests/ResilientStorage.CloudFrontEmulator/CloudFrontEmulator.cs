using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace ResilientStorage.Emulators;

/// <summary>A strict CloudFront (API 2020-05-31) on the loopback address, as far as invalidation needs one.</summary>
public sealed class CloudFrontEmulator : IAsyncDisposable
{
    private const long MaxRequestBytes = 64L << 20;

    private readonly WebApplication _app;
    private readonly EmulatedService _service;
    private readonly CancellationTokenSource _stop;

    private CloudFrontEmulator(WebApplication app, EmulatedService service, CancellationTokenSource stop)
    {
        _app = app;
        _service = service;
        _stop = stop;
        Url = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
    }

    /// <summary>The address, such as <c>http://127.0.0.1:40123</c>.</summary>
    public string Url { get; }

    public CloudFrontEmulatorOptions Options => _service.Options;

    /// <summary>What goes wrong on demand.</summary>
    public FaultPlan Faults => _service.Faults;

    /// <summary>Every call so far, in order.</summary>
    public IReadOnlyList<RecordedCall> Calls => _service.Calls;

    /// <summary>Every invalidation so far, in order.</summary>
    public IReadOnlyList<EmulatedInvalidation> Invalidations => _service.Invalidations.All();

    /// <summary>Starts it.</summary>
    public static async Task<CloudFrontEmulator> StartAsync(CloudFrontEmulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        var service = new EmulatedService(options ?? new CloudFrontEmulatorOptions());
        var stop = new CancellationTokenSource();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, service.Options.Port);
            kestrel.Limits.MaxRequestBodySize = MaxRequestBytes;
            kestrel.AddServerHeader = false;
        });
        var app = builder.Build();
        app.Run(context => HttpExchange.RunAsync(service, context, stop.Token));
        await app.StartAsync(cancellationToken);
        return new CloudFrontEmulator(app, service, stop);
    }

    /// <summary>What has been purged from a distribution by completed invalidations, as it was sent.</summary>
    public IReadOnlyList<string> PurgedPaths(string distributionId) =>
        [.. Invalidations.Where(invalidation => invalidation.DistributionId == distributionId && invalidation.IsCompleted).SelectMany(static invalidation => invalidation.Paths)];

    /// <summary>Makes an invalidation as another tool of the account would, with no call of the client: it takes its part of the pools, however full.</summary>
    public EmulatedInvalidation Occupy(string distributionId, params string[] paths) => _service.Invalidations.Force(distributionId, paths);

    /// <summary>An edge location of a distribution, with a cache of its own.</summary>
    /// <param name="distributionId">The distribution.</param>
    /// <param name="origin">What the origin has under a viewer's path; null for nothing.</param>
    public EmulatedEdge AddEdge(string distributionId, Func<string, CancellationToken, Task<byte[]?>> origin) => new(distributionId, origin, _service.Invalidations, Options);

    /// <summary>Adds a distribution while it runs.</summary>
    public void AddDistribution(JsonObject distribution) => _service.Change(options => options.Distributions.Add(distribution));

    /// <summary>Removes a distribution while it runs.</summary>
    public void RemoveDistribution(string distributionId) => _service.Change(options =>
    {
        foreach (var gone in options.Distributions.Where(distribution => (string?)distribution["Id"] == distributionId).ToList())
        {
            options.Distributions.Remove(gone);
        }
    });

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _app.DisposeAsync();
        _stop.Dispose();
    }
}
