namespace ResilientStorage.Telemetry;

/// <summary>A measurement.</summary>
/// <param name="Instrument">The instrument's name.</param>
/// <param name="Value">The value.</param>
/// <param name="Tags">The tags but the instance, as <c>store=main</c>, in the order of their names and parted by spaces.</param>
internal sealed record Measured(string Instrument, double Value, string Tags);
