namespace ResilientStorage.Telemetry;

/// <summary>Listeners hear the whole process: these tests run while no others do.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class TelemetryGroup
{
    public const string Name = "Telemetry";
}
