namespace ResilientStorage;

/// <summary>What became of each key of a delete of many.</summary>
public sealed record DeleteReport
{
    /// <summary>One answer per key, in the order asked.</summary>
    public required IReadOnlyList<DeleteResult> Results { get; init; }

    /// <summary>How many resources were deleted.</summary>
    public int DeletedCount => Results.Count(static result => result.Error is null);
}
