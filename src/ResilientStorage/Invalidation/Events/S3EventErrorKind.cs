namespace ResilientStorage.Invalidation.Events;

/// <summary>What is wrong with a message.</summary>
public enum S3EventErrorKind
{
    /// <summary>Not JSON, or JSON that nests too deep.</summary>
    Malformed,

    /// <summary>JSON of none of the known shapes.</summary>
    UnknownShape,

    /// <summary>Larger than allowed.</summary>
    TooLarge,

    /// <summary>More envelopes in each other than three.</summary>
    TooManyEnvelopes,

    /// <summary>More records than allowed; those up to the limit were read.</summary>
    TooManyRecords,
}
