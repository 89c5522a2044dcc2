namespace ResilientStorage.Alerts;

/// <summary>Where the whole of what an alert is about can be read.</summary>
/// <param name="Bucket">The bucket or folder.</param>
/// <param name="Keys">The objects in it.</param>
internal sealed record AlertReport(string Bucket, IReadOnlyList<string> Keys);
