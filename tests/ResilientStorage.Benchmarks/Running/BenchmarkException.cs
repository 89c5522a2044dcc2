namespace ResilientStorage.Benchmarks.Running;

/// <summary>Says to a person what is missing.</summary>
internal sealed class BenchmarkException(string message) : Exception(message);
