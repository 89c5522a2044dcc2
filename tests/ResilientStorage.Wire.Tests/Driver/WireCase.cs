namespace ResilientStorage.Wire.Driver;

/// <summary>Something that goes wrong on the wire, and what a driver has to make of it.</summary>
/// <param name="What">What happened, in a document's words.</param>
/// <param name="Fault">How it is done.</param>
/// <param name="Expected">What the driver makes of it, as <see cref="DriverResult"/> writes it.</param>
/// <param name="NextStep">A part of the message that says what to do.</param>
internal sealed record WireCase(string What, WireFault Fault, string Expected, string NextStep)
{
    /// <summary>What a person does about it, for the document.</summary>
    public required string Advice { get; init; }

    /// <summary>The operations that can meet it; null for all.</summary>
    public IReadOnlyList<string>? Only { get; init; }

    /// <summary>Operations with another outcome.</summary>
    public IReadOnlyDictionary<string, string> Except { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public StorageErrorKind Kind => Enum.Parse<StorageErrorKind>(Expected.Split(',')[0]);

    public bool IsTransient => Expected.Contains("transient", StringComparison.Ordinal);

    public int? Status => Fault.Other?.Status;

    public string? RequestId => Fault.Other?.Header("x-amz-request-id");

    public IEnumerable<string> Operations => Only ?? DriverCalls.All;

    public string ExpectedFor(string operation) => Except.GetValueOrDefault(operation, Expected);
}
