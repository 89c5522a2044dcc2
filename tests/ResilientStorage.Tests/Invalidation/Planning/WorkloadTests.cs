using ResilientStorage.Benchmarks.Invalidation;

namespace ResilientStorage.Invalidation.Planning;

public sealed class WorkloadTests
{
    private const ulong Seed = 42;

    [Fact]
    public void Albums_Balanced_CostsAtMostATwentiethOfACallPerObject()
    {
        var workload = Workload.Albums(Seed);

        Assert.Equal(45m, SimpleWays.CallPerObject(workload).Money);
        Assert.InRange(PlannedWay.Run(workload, InvalidationMode.Balanced).Money, 0m, 45m / 20);
    }

    [Theory]
    [InlineData(InvalidationMode.Balanced)]
    [InlineData(InvalidationMode.Frugal)]
    public void Scattered_AnyMode_IsNeverDearerThanExact(InvalidationMode mode)
    {
        var workload = Workload.Scattered(Seed);

        Assert.InRange(PlannedWay.Run(workload, mode).Money, 0m, PlannedWay.Run(workload, InvalidationMode.Exact).Money);
    }
}
