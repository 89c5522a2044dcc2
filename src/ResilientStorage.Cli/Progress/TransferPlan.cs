namespace ResilientStorage.Cli.Progress;

/// <summary>What a transfer is about to do.</summary>
/// <param name="Verb">The command.</param>
/// <param name="Files">How many files.</param>
/// <param name="Bytes">How many bytes in all.</param>
internal sealed record TransferPlan(string Verb, int Files, long Bytes);
