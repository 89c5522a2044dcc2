using System.Reflection;

namespace ResilientStorage.Telemetry;

/// <summary>The names that hosts use are those that the engine publishes.</summary>
[Collection(TelemetryGroup.Name)]
public sealed class InstrumentNamesTests
{
    [Fact]
    public async Task Instruments_Published_ThoseOfTheConstantsAndNoOthers()
    {
        await using var bed = new Observed();

        var published = bed.Measurements.Instruments.Select(static instrument => (instrument.Name, instrument.Unit, instrument.Description)).Order();

        var units = ConstantsOf(typeof(ResilientStorageTelemetry.Units));
        var descriptions = ConstantsOf(typeof(ResilientStorageTelemetry.Descriptions));
        var names = ConstantsOf(typeof(ResilientStorageTelemetry.Instruments));
        Assert.Equal(names.Select(name => (name.Value, (string?)units[name.Key], (string?)descriptions[name.Key])).Order(), published);
        Assert.Equal(names.Count, units.Count);
        Assert.Equal(names.Count, descriptions.Count);
        Assert.All(bed.Measurements.Instruments, static instrument => Assert.Equal(ResilientStorageTelemetry.MeterName, instrument.Meter.Name));
    }

    [Fact]
    public void Names_All_UniqueAndInTheirNamespace()
    {
        Type[] ours = [typeof(ResilientStorageTelemetry.Instruments), typeof(ResilientStorageTelemetry.Spans)];
        Assert.All(ours, static type =>
        {
            var names = ConstantsOf(type).Values;
            Assert.All(names, static name => Assert.Matches("^resilientstorage(\\.[a-z_]+)+$", name));
            Assert.Equal(names.Count, names.Distinct().Count());
        });
    }

    private static SortedDictionary<string, string> ConstantsOf(Type type) =>
        new(type.GetFields(BindingFlags.Public | BindingFlags.Static).ToDictionary(static field => field.Name, static field => (string)field.GetRawConstantValue()!), StringComparer.Ordinal);
}
