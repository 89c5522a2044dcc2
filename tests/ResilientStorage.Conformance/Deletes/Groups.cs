using ResilientStorage.Deletes;

namespace ResilientStorage.Conformance.Deletes;

/// <summary>Groups for tests; equal numbers make equal groups.</summary>
internal static class Groups
{
    public static DeleteGroup Make(int number) => new()
    {
        Id = new Guid(number, 0, 0, new byte[8]),
        Instance = "documents",
        VersionIds = [VersionId.Create(DateTimeOffset.UnixEpoch.AddSeconds(number), new byte[10]), VersionId.Create(DateTimeOffset.UnixEpoch.AddSeconds(number), [1, 1, 1, 1, 1, 1, 1, 1, 1, 1])],
    };

    public static DeleteGroup[] MakeMany(int count, int first = 1) => [.. Enumerable.Range(first, count).Select(Make)];
}
