namespace ResilientStorage.Benchmarks.Reports;

/// <summary>What a table found.</summary>
/// <param name="Text">Markdown.</param>
/// <param name="Charts">The pictures that the text refers to.</param>
internal sealed record TableResult(string Text, params IReadOnlyList<Chart> Charts);
