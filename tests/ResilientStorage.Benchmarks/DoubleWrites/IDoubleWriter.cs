namespace ResilientStorage.Benchmarks.DoubleWrites;

/// <summary>One way to have the same bytes in two stores.</summary>
internal interface IDoubleWriter : IAsyncDisposable
{
    string Name { get; }

    /// <summary>Ends when both stores have acknowledged the bytes.</summary>
    Task WriteAsync(Payload payload, string key);
}
