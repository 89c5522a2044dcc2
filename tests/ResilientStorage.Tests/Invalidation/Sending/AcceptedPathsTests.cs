namespace ResilientStorage.Invalidation.Sending;

public sealed class AcceptedPathsTests
{
    private static readonly DateTimeOffset At = new(2026, 5, 6, 7, 8, 9, TimeSpan.Zero);
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData("/a.jpg", "/a.jpg", true)]
    [InlineData("/a.jpg", "/A.jpg", false)]
    [InlineData("/a.jpg", "/a.jpg?x=1", false)]
    [InlineData("/a*", "/a.jpg", true)]
    [InlineData("/a*", "/a", true)]
    [InlineData("/a*", "/a*", true)]
    [InlineData("/a*", "/ab*", true)]
    [InlineData("/ab*", "/a*", false)]
    [InlineData("/a/*", "/a", false)]
    [InlineData("/a", "/a*", false)]
    [InlineData("/*", "/a/b", true)]
    public void Cover_Path_IsOneThatTheInvalidationReaches(string accepted, string path, bool expected) =>
        Assert.Equal(expected, Of(accepted).Cover("D1", path, At - TimeSpan.FromMinutes(1)));

    [Theory]
    [InlineData(-5_001, true)]
    [InlineData(-5_000, false)]
    [InlineData(0, false)]
    [InlineData(1_000, false)]
    public void Cover_Time_IsLaterByMoreThanTheClocksMayDiffer(int milliseconds, bool expected)
    {
        Assert.Equal(expected, Of("/a").Cover("D1", "/a", At.AddMilliseconds(milliseconds)));
        Assert.Equal(expected, Of("/a*").Cover("D1", "/abc", At.AddMilliseconds(milliseconds)));
    }

    [Fact]
    public void Cover_TimeNotKnown_IsNotCertain() => Assert.False(Of("/a").Cover("D1", "/a", occurredAt: null));

    [Fact]
    public void Cover_AnotherDistribution_WasToldNothing() => Assert.False(Of("/a", "/a*").Cover("D2", "/a", At - TimeSpan.FromHours(1)));

    [Fact]
    public void Cover_TwoInvalidations_TheLaterCounts()
    {
        var accepted = Of("/a", "/b*");
        accepted.Add(Batch(At.AddMinutes(1), "/a", "/b*"));
        accepted.Add(Batch(At.AddMinutes(-1), "/a", "/b*"));

        Assert.True(accepted.Cover("D1", "/a", At.AddSeconds(54)));
        Assert.True(accepted.Cover("D1", "/b1", At.AddSeconds(54)));
    }

    [Fact]
    public void Cover_BatchThatWasNotTaken_CountsForNothing()
    {
        var accepted = new AcceptedPaths(Tolerance);
        accepted.Add(Batch(null, "/a"));

        Assert.False(accepted.Cover("D1", "/a", At - TimeSpan.FromHours(1)));
    }

    private static AcceptedPaths Of(params string[] paths)
    {
        var accepted = new AcceptedPaths(Tolerance);
        accepted.Add(Batch(At, paths));
        return accepted;
    }

    private static InvalidationBatch Batch(DateTimeOffset? acceptedAt, params string[] paths) => new()
    {
        Id = Guid.NewGuid(),
        DistributionId = "D1",
        CallerReference = "reference",
        Paths = paths,
        SinglePaths = paths.Length,
        CreatedAt = At,
        AcceptedAt = acceptedAt,
    };
}
