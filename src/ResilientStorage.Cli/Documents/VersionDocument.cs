using System.ComponentModel;
using ResilientStorage.Cli.Output;

namespace ResilientStorage.Cli.Documents;

/// <summary>One version of a resource.</summary>
internal sealed record VersionDocument
{
    [Description("the version's id")]
    public required string VersionId { get; init; }

    [Description("the state of the version")]
    public required VersionState State { get; init; }

    [Description("why it ended; none while it is pending or live")]
    public required VersionEnd End { get; init; }

    [Description("when the upload began")]
    public required DateTimeOffset BegunAt { get; init; }

    [Description("when it was acknowledged; null when it never was")]
    public required DateTimeOffset? CreatedAt { get; init; }

    [Description("when it ended; null while it is pending or live")]
    public required DateTimeOffset? EndedAt { get; init; }

    [Description("bytes; null when the upload never completed")]
    public required long? Length { get; init; }

    [Description("SHA-256 of the content, hexadecimal; null when the upload never completed")]
    public required string? Sha256 { get; init; }

    [Description("the media type")]
    public required string ContentType { get; init; }

    [Description("the copies, one per store")]
    public required IReadOnlyList<ReplicaDocument> Replicas { get; init; }

    [Description("what happened, oldest first")]
    public required IReadOnlyList<HistoryDocument> History { get; init; }

    public static VersionDocument Of(ResourceVersion version) => new()
    {
        VersionId = version.VersionId.ToString(),
        State = version.State,
        End = version.End,
        BegunAt = version.BegunAt,
        CreatedAt = version.CreatedAt,
        EndedAt = version.EndedAt,
        Length = version.Length,
        Sha256 = version.Sha256,
        ContentType = version.ContentType,
        Replicas = [.. version.Replicas.Select(ReplicaDocument.Of)],
        History = [.. version.History.Select(HistoryDocument.Of)],
    };

    public IEnumerable<string> ToText()
    {
        yield return $"version {VersionId} {Words.Of(State)}{(End == VersionEnd.None ? "" : $" ({Words.Of(End)})")}";
        if (Length is { } length)
        {
            yield return $"  content  {Units.Bytes(length)} ({length} bytes), {ContentType}, sha256 {Sha256}";
        }

        foreach (var replica in Replicas)
        {
            yield return $"  replica  {replica.Store}: {Words.Of(replica.State)} at {replica.ObjectKey}{(replica.Reason is null ? "" : $" ({replica.Reason})")}";
        }

        foreach (var entry in History)
        {
            yield return $"  history  {Units.Time(entry.At)} {Words.Of(entry.Event)}{(entry.Store is null ? "" : $" in {entry.Store}")}{(entry.Reason is null ? "" : $": {entry.Reason}")}";
        }
    }
}
