namespace ResilientStorage.Emulators;

/// <summary>A call that came.</summary>
/// <param name="At">When, by the emulator's clock.</param>
/// <param name="Operation">The service's name of the operation; empty for what is none.</param>
/// <param name="DistributionId">The distribution; null for calls about none.</param>
/// <param name="Status">The HTTP status that was meant, even where the answer was lost.</param>
/// <param name="Code">The code of a refusal.</param>
/// <param name="Fault">What went wrong on demand.</param>
public sealed record RecordedCall(DateTimeOffset At, string Operation, string? DistributionId, int Status, string? Code, CloudFrontFaultKind? Fault);
