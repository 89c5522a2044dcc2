namespace ResilientStorage.Emulators;

/// <summary>What a viewer gets.</summary>
/// <param name="Content">The bytes; null for 404.</param>
/// <param name="WasCached">Whether the origin was not asked.</param>
public sealed record EdgeAnswer(byte[]? Content, bool WasCached);
