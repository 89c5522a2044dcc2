namespace ResilientStorage.Invalidation.Events;

public sealed class ObjectChangeUnionTests
{
    private static readonly DateTimeOffset Time = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    public static TheoryData<int?[], int?> Times => new()
    {
        { [3], 3 },
        { [3, 5], 5 },
        { [5, 3], 5 },

        // Of a time that is not known nobody can say that something came after it.
        { [3, null], null },
        { [null, 3], null },
        { [3, null, 5], null },
    };

    [Theory]
    [MemberData(nameof(Times))]
    public void Of_EventsOfOneObject_HaveTheLaterTimeOrNone(int?[] seconds, int? expected)
    {
        var messages = seconds.Select(static second => new S3EventMessage { Events = [Event(second)], Skips = [] });

        var change = Assert.Single(ObjectChangeUnion.Of([.. messages])).ToChange(receipt: null);

        Assert.Equal(expected is { } at ? Time.AddSeconds(at) : null, change.OccurredAt);
    }

    private static S3ObjectEvent Event(int? second) => new() { Bucket = "photos", ObjectKey = "a", EventName = "ObjectCreated:Put", IsRemoval = false, OccurredAt = second is { } at ? Time.AddSeconds(at) : null };
}
