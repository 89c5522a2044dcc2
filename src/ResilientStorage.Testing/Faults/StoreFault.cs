namespace ResilientStorage.Testing;

/// <summary>A fault that a call meets.</summary>
internal sealed record StoreFault(StoreFaultKind Kind)
{
    public StorageErrorKind Error { get; init; }

    public TimeSpan Delay { get; init; }

    /// <summary>After how many bytes (or entries of a listing), or which byte.</summary>
    public long Position { get; init; }

    public Func<string, bool>? Keys { get; init; }
}
