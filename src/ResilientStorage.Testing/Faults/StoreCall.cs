namespace ResilientStorage.Testing;

/// <summary>A call that a <see cref="FaultInjectingObjectStore"/> has seen.</summary>
/// <param name="Operation">The method.</param>
/// <param name="Keys">The object keys: one, or those of a delete; the source and the destination of a copy; the prefix of a listing.</param>
/// <param name="Number">The how manieth call of this method it is, from 1.</param>
/// <param name="Part">The number of the part, for <see cref="StoreOperation.PutPart"/>.</param>
public sealed record StoreCall(StoreOperation Operation, IReadOnlyList<string> Keys, int Number, int? Part = null)
{
    /// <summary>The first of <see cref="Keys"/>; empty for a delete of nothing.</summary>
    public string Key => Keys.Count == 0 ? "" : Keys[0];
}
