using Xunit.Sdk;

namespace ResilientStorage.Invalidation.Properties;

public sealed class PropertyTests
{
    [Fact]
    public void Shrink_TwoItemsTogetherFail_LeavesThoseTwo() =>
        Assert.Equal([17, 83], Property.Shrink(Enumerable.Range(0, 100).ToList(), static items => items.Contains(17) && items.Contains(83)));

    [Fact]
    public void Check_PropertyFails_NamesTheSeedAndTheFewestItems()
    {
        var error = Assert.Throws<XunitException>(static () => Property.Check<string, int>(static random => ("settings", [.. Enumerable.Range(0, random.Next(5, 50))]), static (_, items) => Assert.DoesNotContain(3, items)));

        Assert.StartsWith("Seed 1 fails with settings and 1 of ", error.Message, StringComparison.Ordinal);
        Assert.Contains("items:\n3\n", error.Message, StringComparison.Ordinal);
    }
}
