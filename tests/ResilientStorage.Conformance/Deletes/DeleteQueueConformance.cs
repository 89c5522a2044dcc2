using ResilientStorage.Deletes;

namespace ResilientStorage.Conformance.Deletes;

/// <summary>What every delete queue does. See also <see cref="DeleteQueueStoppingConformance"/>.</summary>
public abstract class DeleteQueueConformance
{
    [Fact]
    public void ConsumeAsync_GroupEnqueuedBefore_IsHandedOutWhole() => Run(async (queue, fixture) =>
    {
        var probe = new HandlerProbe();
        var group = Groups.Make(1) with { TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" };
        await queue.EnqueueAsync([group]);

        await using var consumer = Consumer.Start(queue, probe.HandleAsync);
        await fixture.SettleAsync();

        var handled = Assert.Single(probe.Handled).Group;
        Assert.Equal((group.Id, group.Instance, group.TraceParent), (handled.Id, handled.Instance, handled.TraceParent));
        Assert.Equal(group.VersionIds, handled.VersionIds);
        probe.Handled[0].End(DeleteOutcome.Done);
    });

    [Fact]
    public void ConsumeAsync_GroupEnqueuedAfter_IsHandedOut() => Run(async (queue, fixture) =>
    {
        var probe = new HandlerProbe();
        await using var consumer = Consumer.Start(queue, probe.HandleAsync);
        await fixture.SettleAsync();
        Assert.Empty(probe.Handled);

        await queue.EnqueueAsync([Groups.Make(1)]);
        await fixture.SettleAsync();

        Assert.Equal(Groups.Make(1).Id, Assert.Single(probe.Ids));
        probe.Handled[0].End(DeleteOutcome.Done);
    });

    [Fact]
    public void ConsumeAsync_FiveGroups_AreHandledTwoAtOnceAndNeverThree() => Run(async (queue, fixture) =>
    {
        var probe = new HandlerProbe();
        await using var consumer = Consumer.Start(queue, probe.HandleAsync);
        await queue.EnqueueAsync(Groups.MakeMany(5));

        for (var ended = 0; ended < 5; ended++)
        {
            await fixture.SettleAsync();
            Assert.Equal(Math.Min(5, ended + 2), probe.Handled.Count);
            probe.Handled[ended].End(DeleteOutcome.Done);
        }

        await fixture.SettleAsync();
        Assert.Equal(2, probe.MostAtOnce);
        Assert.Equal(5, probe.Ids.Distinct().Count());
    });

    [Fact]
    public void ConsumeAsync_HandlerThatEndsAtOnce_GetsEveryGroup() => Run(async (queue, fixture) =>
    {
        List<Guid> ids = [];
        await queue.EnqueueAsync(Groups.MakeMany(fixture.Capacity / 2));
        await using var consumer = Consumer.Start(queue, (group, _) =>
        {
            lock (ids)
            {
                ids.Add(group.Id);
            }

            return Task.FromResult(DeleteOutcome.Done);
        });
        await queue.EnqueueAsync(Groups.MakeMany(fixture.Capacity / 2, first: 100));
        await fixture.SettleAsync();

        Assert.Equal([.. Groups.MakeMany(fixture.Capacity / 2).Select(static group => group.Id), .. Groups.MakeMany(fixture.Capacity / 2, first: 100).Select(static group => group.Id)], ids.Order());
    });

    [Fact]
    public void ConsumeAsync_HandlerThatEnqueues_GetsThatGroupToo() => Run(async (queue, fixture) =>
    {
        List<Guid> ids = [];
        await using var consumer = Consumer.Start(queue, async (group, token) =>
        {
            bool isFirst;
            lock (ids)
            {
                ids.Add(group.Id);
                isFirst = group.Id == Groups.Make(1).Id;
            }

            if (isFirst)
            {
                await queue.EnqueueAsync(Groups.MakeMany(3, first: 2), token);
            }

            return DeleteOutcome.Done;
        });
        await queue.EnqueueAsync([Groups.Make(1)]);
        await fixture.SettleAsync();

        Assert.Equal(Groups.MakeMany(4).Select(static group => group.Id), ids.Order());
    });

    [Theory]
    [InlineData(DeleteOutcomeKind.Done)]
    [InlineData(DeleteOutcomeKind.Dead)]
    public void ConsumeAsync_GroupDoneOrDead_IsNotHandedOutAgain(DeleteOutcomeKind kind) => Run(async (queue, fixture) =>
    {
        var probe = new HandlerProbe();
        await using var consumer = Consumer.Start(queue, probe.HandleAsync);
        await queue.EnqueueAsync([Groups.Make(1)]);
        await fixture.SettleAsync();

        probe.Handled[0].End(kind == DeleteOutcomeKind.Done ? DeleteOutcome.Done : DeleteOutcome.Dead);
        await fixture.AdvanceAsync(TimeSpan.FromDays(2));
        await fixture.SettleAsync();

        Assert.Single(probe.Handled);
    });

    [Fact]
    public void ConsumeAsync_Retry_IsHandedOutAgainAfterTheDelayAndNotBefore() => Run(async (queue, fixture) =>
    {
        var probe = new HandlerProbe();
        await using var consumer = Consumer.Start(queue, probe.HandleAsync);
        await queue.EnqueueAsync([Groups.Make(1)]);
        await fixture.SettleAsync();
        var delay = TimeSpan.FromMinutes(7);

        probe.Handled[0].End(DeleteOutcome.Retry(delay));
        await fixture.AdvanceAsync(delay - TimeSpan.FromSeconds(1));
        await fixture.SettleAsync();
        Assert.Single(probe.Handled);

        await fixture.AdvanceAsync(TimeSpan.FromSeconds(1));
        await fixture.SettleAsync();
        Assert.Equal([Groups.Make(1).Id, Groups.Make(1).Id], probe.Ids);
        probe.Handled[1].End(DeleteOutcome.Done);
    });

    [Fact]
    public void ConsumeAsync_RetryAfterNoTime_IsHandedOutAgainBehindTheOthers() => Run(async (queue, fixture) =>
    {
        var probe = new HandlerProbe();
        await using var consumer = Consumer.Start(queue, probe.HandleAsync);
        await queue.EnqueueAsync(Groups.MakeMany(3));
        await fixture.SettleAsync();

        probe.Handled[0].End(DeleteOutcome.Retry(TimeSpan.Zero));
        await fixture.SettleAsync();
        probe.Handled[1].End(DeleteOutcome.Done);
        await fixture.SettleAsync();

        Assert.Equal(Groups.MakeMany(3).Append(Groups.Make(1)).Select(static group => group.Id), probe.Ids);
        probe.Handled[2].End(DeleteOutcome.Done);
        probe.Handled[3].End(DeleteOutcome.Done);
    });

    [Fact]
    public void ConsumeAsync_GroupWaitingForItsRetry_LeavesTheHandsToOthers() => Run(async (queue, fixture) =>
    {
        var probe = new HandlerProbe();
        await using var consumer = Consumer.Start(queue, probe.HandleAsync);
        await queue.EnqueueAsync(Groups.MakeMany(4));
        await fixture.SettleAsync();

        probe.Handled[0].End(DeleteOutcome.Retry(TimeSpan.FromHours(1)));
        probe.Handled[1].End(DeleteOutcome.Retry(TimeSpan.FromHours(1)));
        await fixture.SettleAsync();

        Assert.Equal(Groups.MakeMany(4).Select(static group => group.Id), probe.Ids.Order());
        probe.Handled[2].End(DeleteOutcome.Done);
        probe.Handled[3].End(DeleteOutcome.Done);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ConsumeAsync_HandlerThatThrows_CountsAsRetry(bool beforeItsFirstAwait) => Run(async (queue, fixture) =>
    {
        var probe = new HandlerProbe();
        var calls = 0;
        await using var consumer = Consumer.Start(queue, (group, token) => ++calls == 1 && beforeItsFirstAwait ? throw new InvalidOperationException("Planned.") : probe.HandleAsync(group, token));
        await queue.EnqueueAsync([Groups.Make(1)]);
        await fixture.SettleAsync();
        if (!beforeItsFirstAwait)
        {
            probe.Handled[0].Fail(new InvalidOperationException("Planned."));
        }

        await fixture.AdvanceAsync(fixture.RetryDelay - TimeSpan.FromSeconds(1));
        await fixture.SettleAsync();
        Assert.Equal(1, calls);

        await fixture.AdvanceAsync(TimeSpan.FromSeconds(1));
        await fixture.SettleAsync();
        Assert.Equal(2, calls);
        probe.Handled[^1].End(DeleteOutcome.Done);
        Assert.False(consumer.HasEnded);
    });

    [Fact]
    public void ConsumeAsync_GroupTakesTooLong_CancelsItsTokenAndNoOther() => Run(async (queue, fixture) =>
    {
        var probe = new HandlerProbe();
        await using var consumer = Consumer.Start(queue, probe.HandleAsync);
        await queue.EnqueueAsync([Groups.Make(1)]);
        await fixture.AdvanceAsync(TimeSpan.FromSeconds(1));
        await queue.EnqueueAsync([Groups.Make(2)]);

        await fixture.AdvanceAsync(fixture.GroupTimeout - TimeSpan.FromSeconds(2));
        await fixture.SettleAsync();
        Assert.False(probe.Handled[0].Token.IsCancellationRequested);

        await fixture.AdvanceAsync(TimeSpan.FromSeconds(1));
        await fixture.SettleAsync();
        Assert.True(probe.Handled[0].Token.IsCancellationRequested);
        Assert.False(probe.Handled[1].Token.IsCancellationRequested);
        probe.Handled[0].End(DeleteOutcome.Done);
        probe.Handled[1].End(DeleteOutcome.Done);
    });

    [Fact]
    public void ConsumeAsync_HandlerThatIgnoresItsTimeLimit_KeepsItsHandUntilItEnds() => Run(async (queue, fixture) =>
    {
        var probe = new HandlerProbe();
        await using var consumer = Consumer.Start(queue, probe.HandleAsync);
        await queue.EnqueueAsync(Groups.MakeMany(4));

        await fixture.AdvanceAsync(fixture.GroupTimeout * 3);
        await fixture.SettleAsync();
        Assert.Equal(2, probe.Handled.Count);

        probe.Handled[0].Fail(new OperationCanceledException(probe.Handled[0].Token));
        await fixture.SettleAsync();
        Assert.Equal(3, probe.Handled.Count);
        Assert.Equal(2, probe.MostAtOnce);
        Assert.False(probe.Handled[2].Token.IsCancellationRequested);

        probe.Handled[1].End(DeleteOutcome.Done);
        probe.Handled[2].End(DeleteOutcome.Done);
        probe.Handled[3].End(DeleteOutcome.Done);
        await fixture.AdvanceAsync(fixture.RetryDelay);
        await fixture.SettleAsync();
        Assert.Equal(Groups.Make(1).Id, probe.Handled[4].Group.Id);
        probe.Handled[4].End(DeleteOutcome.Done);
    });

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void ConsumeAsync_RandomOutcomesAndTwoConsumers_LoseNoGroup(int seed) => Run(async (queue, fixture) =>
    {
        var random = new Random(seed);
        Dictionary<Guid, int> done = [];
        Task<DeleteOutcome> Handle(DeleteGroup group, CancellationToken token)
        {
            lock (done)
            {
                var chance = random.Next(4);
                if (chance == 0)
                {
                    throw new InvalidOperationException("Planned.");
                }

                if (chance == 1)
                {
                    return Task.FromResult(DeleteOutcome.Retry(TimeSpan.FromSeconds(random.Next(100))));
                }

                done[group.Id] = done.GetValueOrDefault(group.Id) + 1;
                return Task.FromResult(DeleteOutcome.Done);
            }
        }

        await using var first = Consumer.Start(queue, Handle);
        await using var second = Consumer.Start(queue, Handle);
        var enqueued = Groups.MakeMany(60);
        foreach (var pair in enqueued.Chunk(2))
        {
            await queue.EnqueueAsync(pair);
            await fixture.AdvanceAsync(fixture.RetryDelay * 5);
        }

        await fixture.AdvanceAsync(TimeSpan.FromHours(1));
        await fixture.SettleAsync();
        Assert.True(enqueued.All(group => done.ContainsKey(group.Id)), $"Seed {seed}: {enqueued.Count(group => !done.ContainsKey(group.Id))} groups are lost.");
    });

    [Fact]
    public void EnqueueAsync_FullQueue_RefusesAtOnceAndTakesAgainWhenAGroupIsDone() => Run(async (queue, fixture) =>
    {
        var probe = new HandlerProbe();
        await using var consumer = Consumer.Start(queue, probe.HandleAsync);
        await queue.EnqueueAsync(Groups.MakeMany(fixture.Capacity));

        // Two are being handled, one of them will wait for its retry: all of them fill the queue.
        await fixture.SettleAsync();
        probe.Handled[0].End(DeleteOutcome.Retry(TimeSpan.FromHours(1)));
        await fixture.SettleAsync();
        var error = await Assert.ThrowsAsync<StorageException>(() => queue.EnqueueAsync([Groups.Make(100)]));
        Assert.Equal(StorageErrorKind.Throttled, error.Kind);
        Assert.Contains($"{fixture.Capacity} groups", error.Message, StringComparison.Ordinal);

        probe.Handled[1].End(DeleteOutcome.Done);
        await fixture.SettleAsync();
        await queue.EnqueueAsync([Groups.Make(101)]);
        for (var i = 2; i < probe.Handled.Count; i++)
        {
            probe.Handled[i].End(DeleteOutcome.Done);
            await fixture.SettleAsync();
        }

        Assert.DoesNotContain(Groups.Make(100).Id, probe.Ids);
        Assert.Equal(Groups.Make(101).Id, probe.Ids.Last());
    });

    [Fact]
    public void EnqueueAsync_NoGroups_Succeeds() => Run(async (queue, fixture) =>
    {
        var probe = new HandlerProbe();
        await using var consumer = Consumer.Start(queue, probe.HandleAsync);
        await queue.EnqueueAsync([]);
        await fixture.SettleAsync();

        Assert.Empty(probe.Handled);
    });

    [Fact]
    public void EnqueueAsync_CancelledToken_TakesNothing() => Run(async (queue, fixture) =>
    {
        var probe = new HandlerProbe();
        await using var consumer = Consumer.Start(queue, probe.HandleAsync);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => queue.EnqueueAsync([Groups.Make(1)], new CancellationToken(canceled: true)));
        await fixture.SettleAsync();

        Assert.Empty(probe.Handled);
    });

    [Fact]
    public void AnyCall_Null_Throws() => Run(async (queue, _) =>
    {
        await Assert.ThrowsAsync<ArgumentNullException>(() => queue.EnqueueAsync(null!));
        await Assert.ThrowsAsync<ArgumentNullException>(() => queue.ConsumeAsync(null!));
    });

    protected abstract DeleteQueueFixture CreateFixture();

    /// <summary>Runs a test; by default on one thread, which proves that the queue never leaves it.</summary>
    private protected virtual void Run(Func<IDeleteQueue, DeleteQueueFixture, Task> test) => SingleThread.Run(async () =>
    {
        await using var fixture = CreateFixture();
        await test(fixture.Queue, fixture);
    });
}
