using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using ResilientStorage.Testing;

namespace ResilientStorage.Telemetry;

/// <summary>Where the meter comes from, and how long it stays.</summary>
[Collection(TelemetryGroup.Name)]
public sealed class TelemetryRegistrationTests : IDisposable
{
    private readonly List<Instrument> _live = [];
    private readonly MeterListener _listener = new();

    public TelemetryRegistrationTests()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == ResilientStorageTelemetry.MeterName)
            {
                _live.Add(instrument);
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.MeasurementsCompleted = (instrument, _) => _live.Remove(instrument);
        _listener.Start();
        _live.Clear();
    }

    [Fact]
    public async Task Provider_WithMetrics_TheMeterIsTheFactorys()
    {
        await using var provider = Storage(new ServiceCollection().AddMetrics());

        provider.GetRequiredService<IResilientStorage>();

        var factory = provider.GetRequiredService<IMeterFactory>();
        Assert.NotEmpty(_live);
        Assert.All(_live, instrument => Assert.Same(factory, instrument.Meter.Scope));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Provider_WithoutMetrics_AMeterOfItsOwnThatEndsWithIt(bool asynchronously)
    {
        var provider = Storage(new ServiceCollection());
        provider.GetRequiredService<IResilientStorage>();
        Assert.NotEmpty(_live);

        if (asynchronously)
        {
            await provider.DisposeAsync();
        }
        else
        {
            provider.Dispose();
        }

        Assert.Empty(_live);
    }

    public void Dispose() => _listener.Dispose();

    private static ServiceProvider Storage(IServiceCollection services) => services
        .AddResilientStorage(static storage => storage.UseInMemory(new InMemoryObjectStore()))
        .BuildServiceProvider();
}
