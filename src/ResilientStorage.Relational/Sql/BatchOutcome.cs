namespace ResilientStorage.Relational.Sql;

/// <summary>How a batch ended.</summary>
/// <param name="Answer">Its answer; null when the call is to be made step by step.</param>
/// <param name="MayHaveTakenEffect">Whether the connection was lost before the answer came.</param>
internal sealed record BatchOutcome<T>(T? Answer, bool MayHaveTakenEffect)
    where T : class;
