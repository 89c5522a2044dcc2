using ResilientStorage.Deletes;

namespace ResilientStorage.Conformance.Deletes;

/// <summary>How every delete queue stops: nothing new is begun, what runs is waited for, nothing undone is forgotten.</summary>
public abstract class DeleteQueueStoppingConformance
{
    [Fact]
    public void ConsumeAsync_CancelledWhileIdle_EndsWithoutAnError() => Run(async (queue, fixture) =>
    {
        await using var consumer = Consumer.Start(queue, new HandlerProbe().HandleAsync);
        await fixture.SettleAsync();
        Assert.False(consumer.HasEnded);

        consumer.Stop();
        await fixture.SettleAsync();

        Assert.True(consumer.HasEnded);
        await consumer.Ended;
    });

    [Fact]
    public void ConsumeAsync_CancelledBefore_HandsNothingOutAndEnds() => Run(async (queue, fixture) =>
    {
        var probe = new HandlerProbe();
        await queue.EnqueueAsync(Groups.MakeMany(3));

        await queue.ConsumeAsync(probe.HandleAsync, new CancellationToken(canceled: true));

        Assert.Empty(probe.Handled);
        await AssertHandsOutAsync(queue, fixture, Groups.MakeMany(3));
    });

    [Fact]
    public void ConsumeAsync_CancelledWhileHandling_CancelsTheTokensAndWaitsForTheHandlers() => Run(async (queue, fixture) =>
    {
        var probe = new HandlerProbe();
        await queue.EnqueueAsync(Groups.MakeMany(3));
        await using var consumer = Consumer.Start(queue, probe.HandleAsync);
        await fixture.SettleAsync();

        consumer.Stop();
        await fixture.SettleAsync();
        Assert.All(probe.Handled, static handled => Assert.True(handled.Token.IsCancellationRequested));

        probe.Handled[0].End(DeleteOutcome.Done);
        await fixture.SettleAsync();
        Assert.False(consumer.HasEnded);

        probe.Handled[1].End(DeleteOutcome.Done);
        await fixture.SettleAsync();
        Assert.True(consumer.HasEnded);
        await consumer.Ended;
        Assert.Equal(2, probe.Handled.Count);
        await AssertHandsOutAsync(queue, fixture, [Groups.Make(3)]);
    });

    [Fact]
    public void ConsumeAsync_HandlersThatStopForTheCancellation_LeaveTheirGroupsToTheNextConsumer() => Run(async (queue, fixture) =>
    {
        await queue.EnqueueAsync(Groups.MakeMany(4));
        var consumer = Consumer.Start(queue, static async (_, token) =>
        {
            var stopped = new TaskCompletionSource<DeleteOutcome>();
            using var registration = token.Register(() => stopped.SetCanceled(token));
            return await stopped.Task;
        });
        await fixture.SettleAsync();

        await consumer.DisposeAsync();

        await AssertHandsOutAsync(queue, fixture, Groups.MakeMany(4));
    });

    [Fact]
    public void ConsumeAsync_HandlerThatFailsAfterTheCancellation_LeavesItsGroupToTheNextConsumer() => Run(async (queue, fixture) =>
    {
        var probe = new HandlerProbe();
        await queue.EnqueueAsync([Groups.Make(1)]);
        await using var consumer = Consumer.Start(queue, probe.HandleAsync);
        await fixture.SettleAsync();

        consumer.Stop();
        probe.Handled[0].Fail(new InvalidOperationException("Planned."));
        await fixture.SettleAsync();
        await consumer.Ended;

        await AssertHandsOutAsync(queue, fixture, [Groups.Make(1)]);
    });

    [Fact]
    public void ConsumeAsync_GroupWaitingForItsRetry_GoesToTheNextConsumer() => Run(async (queue, fixture) =>
    {
        var probe = new HandlerProbe();
        await queue.EnqueueAsync([Groups.Make(1)]);
        var consumer = Consumer.Start(queue, probe.HandleAsync);
        await fixture.SettleAsync();
        probe.Handled[0].End(DeleteOutcome.Retry(TimeSpan.FromMinutes(1)));
        await consumer.DisposeAsync();

        await fixture.AdvanceAsync(TimeSpan.FromMinutes(1));

        await AssertHandsOutAsync(queue, fixture, [Groups.Make(1)]);
    });

    [Fact]
    public void ConsumeAsync_CancelledByItsOwnHandler_BeginsNothingElse() => Run(async (queue, fixture) =>
    {
        using var stop = new CancellationTokenSource();
        List<Guid> ids = [];
        await queue.EnqueueAsync(Groups.MakeMany(3));

        await queue.ConsumeAsync(
            (group, _) =>
            {
                ids.Add(group.Id);
                stop.Cancel();
                return Task.FromResult(DeleteOutcome.Done);
            },
            stop.Token);

        Assert.Equal(Groups.Make(1).Id, Assert.Single(ids));
        await AssertHandsOutAsync(queue, fixture, Groups.MakeMany(2, first: 2));
    });

    [Fact]
    public void ConsumeAsync_CancelledBetweenTwoGroupsOfOneCall_BeginsNoSecond() => Run(async (queue, fixture) =>
    {
        List<Guid> ids = [];
        Consumer? consumer = null;
        consumer = Consumer.Start(queue, (group, _) =>
        {
            ids.Add(group.Id);
            consumer!.Stop();
            return Task.FromResult(DeleteOutcome.Done);
        });

        // Both hands are free: each could take a group of this call.
        await queue.EnqueueAsync(Groups.MakeMany(2));
        await fixture.SettleAsync();
        await consumer.DisposeAsync();

        Assert.Equal(Groups.Make(1).Id, Assert.Single(ids));
        await AssertHandsOutAsync(queue, fixture, [Groups.Make(2)]);
    });

    [Fact]
    public void ConsumeAsync_OneOfTwoConsumersCancelled_TheOtherGetsItsGroups() => Run(async (queue, fixture) =>
    {
        var leaving = new HandlerProbe();
        var staying = new HandlerProbe();
        var first = Consumer.Start(queue, leaving.HandleAsync);
        await queue.EnqueueAsync(Groups.MakeMany(2));
        await fixture.SettleAsync();
        await using var second = Consumer.Start(queue, staying.HandleAsync);

        first.Stop();
        leaving.Handled[0].Fail(new OperationCanceledException(leaving.Handled[0].Token));
        leaving.Handled[1].Fail(new OperationCanceledException(leaving.Handled[1].Token));
        await fixture.SettleAsync();
        await first.DisposeAsync();

        Assert.Equal(Groups.MakeMany(2).Select(static group => group.Id), staying.Ids.Order());
        staying.Handled[0].End(DeleteOutcome.Done);
        staying.Handled[1].End(DeleteOutcome.Done);
    });

    protected abstract DeleteQueueFixture CreateFixture();

    /// <summary>Runs a test; by default on one thread, which proves that the queue never leaves it.</summary>
    private protected virtual void Run(Func<IDeleteQueue, DeleteQueueFixture, Task> test) => SingleThread.Run(async () =>
    {
        await using var fixture = CreateFixture();
        await test(fixture.Queue, fixture);
    });

    private static async Task AssertHandsOutAsync(IDeleteQueue queue, DeleteQueueFixture fixture, DeleteGroup[] expected)
    {
        List<Guid> ids = [];
        await using var consumer = Consumer.Start(queue, (group, _) =>
        {
            lock (ids)
            {
                ids.Add(group.Id);
            }

            return Task.FromResult(DeleteOutcome.Done);
        });
        await fixture.SettleAsync();
        Assert.Equal(expected.Select(static group => group.Id), ids.Order());
    }
}
