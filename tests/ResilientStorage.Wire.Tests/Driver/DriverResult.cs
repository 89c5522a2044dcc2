namespace ResilientStorage.Wire.Driver;

/// <summary>What a call of a driver came to.</summary>
/// <param name="Error">Its error.</param>
internal sealed record DriverResult(StorageException? Error)
{
    public static DriverResult Success { get; } = new(Error: null);

    /// <summary>The driver says that there is no such object.</summary>
    public static DriverResult Absent { get; } = new(Error: null) { IsAbsent = true };

    public bool IsAbsent { get; init; }

    /// <summary>The driver has no proof that anything was stored: the engine looks for itself.</summary>
    public bool IsUnproved { get; init; }

    public static DriverResult OfTag(string? tag) => new(Error: null) { IsUnproved = string.IsNullOrEmpty(tag) };

    public override string ToString() =>
        Error is { } error ? $"{error.Kind}{(error.IsTransient ? ", transient" : "")}{(error.WasNotSent ? ", not sent" : "")}" : IsAbsent ? "absent" : IsUnproved ? "unproved" : "success";
}
