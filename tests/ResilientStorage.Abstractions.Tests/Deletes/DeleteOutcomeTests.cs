using ResilientStorage.Deletes;

namespace ResilientStorage.Abstractions.Tests.Deletes;

public sealed class DeleteOutcomeTests
{
    [Fact]
    public void Done_Always_IsTheDefault()
    {
        Assert.Equal(default, DeleteOutcome.Done);
        Assert.Equal(DeleteOutcomeKind.Done, DeleteOutcome.Done.Kind);
    }

    [Fact]
    public void Retry_Delay_IsKept()
    {
        var outcome = DeleteOutcome.Retry(TimeSpan.FromMinutes(3));

        Assert.Equal(DeleteOutcomeKind.Retry, outcome.Kind);
        Assert.Equal(TimeSpan.FromMinutes(3), outcome.After);
    }

    [Fact]
    public void Dead_Always_IsNeitherDoneNorRetry()
    {
        Assert.Equal(DeleteOutcomeKind.Dead, DeleteOutcome.Dead.Kind);
        Assert.NotEqual(DeleteOutcome.Done, DeleteOutcome.Dead);
        Assert.NotEqual(DeleteOutcome.Retry(TimeSpan.Zero), DeleteOutcome.Dead);
    }
}
