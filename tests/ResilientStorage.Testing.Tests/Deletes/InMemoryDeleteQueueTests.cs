using Microsoft.Extensions.DependencyInjection;
using ResilientStorage.Configuration;
using ResilientStorage.Deletes;

namespace ResilientStorage.Testing.Tests.Deletes;

/// <summary>What the conformance suite of delete queues does not ask: the levers for tests.</summary>
public sealed class InMemoryDeleteQueueTests : IDisposable
{
    private readonly ManualTimeProvider _clock = new();
    private readonly InMemoryDeleteQueue _queue;
    private readonly List<int> _handled = [];
    private readonly CancellationTokenSource _stop = new();

    public InMemoryDeleteQueueTests() => _queue = new InMemoryDeleteQueue(_clock);

    public void Dispose() => _stop.Dispose();

    [Fact]
    public void EnqueueAsync_Unreachable_ThrowsAndTakesNothing() => SingleThread.Run(async () =>
    {
        _queue.IsUnreachable = true;

        var error = await Assert.ThrowsAsync<StorageException>(() => _queue.EnqueueAsync([Group(1)]));
        Assert.Equal(StorageErrorKind.Unavailable, error.Kind);
        Assert.True(error.IsTransient);
        Assert.Empty(_queue.Enqueued);

        _queue.IsUnreachable = false;
        await _queue.EnqueueAsync([Group(2)]);
        Assert.Equal([2], _queue.Enqueued.Select(Number));
    });

    [Fact]
    public void LoseNext_Groups_AreAcceptedAndNeverHandedOut() => SingleThread.Run(async () =>
    {
        _queue.LoseNext(2);
        await _queue.EnqueueAsync([Group(1), Group(2), Group(3)]);

        await ConsumeAllAsync();

        Assert.Equal([1, 2, 3], _queue.Enqueued.Select(Number));
        Assert.Equal([3], _handled);
    });

    [Fact]
    public void DuplicateNext_Group_IsHandedOutTwice() => SingleThread.Run(async () =>
    {
        _queue.DuplicateNext();
        await _queue.EnqueueAsync([Group(1), Group(2)]);

        await ConsumeAllAsync();

        Assert.Equal([1, 1, 2], _handled);
        Assert.Equal([1, 2], _queue.Enqueued.Select(Number));
    });

    [Fact]
    public void ReverseWaiting_Groups_AreHandedOutTheOtherWayRound() => SingleThread.Run(async () =>
    {
        await _queue.EnqueueAsync([Group(1), Group(2), Group(3)]);
        _queue.ReverseWaiting();

        await ConsumeAllAsync();

        Assert.Equal([3, 2, 1], _handled);
    });

    [Fact]
    public void IsPaused_Set_HoldsGroupsBackUntilHandOutNext() => SingleThread.Run(async () =>
    {
        _queue.IsPaused = true;
        var consuming = ConsumeAsync();
        await _queue.EnqueueAsync([Group(1), Group(2), Group(3), Group(4)]);
        Assert.Empty(_handled);

        Assert.True(_queue.HandOutNext());
        Assert.Equal([1], _handled);
        Assert.Equal([2, 3, 4], _queue.Waiting.Select(Number));

        _queue.IsPaused = false;
        Assert.Equal([1, 2, 3, 4], _handled);
        Assert.False(_queue.HandOutNext());
        _stop.Cancel();
        await consuming;
    });

    [Fact]
    public void HandOutNext_NoConsumer_ReturnsFalseAndKeepsTheGroup() => SingleThread.Run(async () =>
    {
        await _queue.EnqueueAsync([Group(1)]);

        Assert.False(_queue.HandOutNext());
        Assert.Equal([1], _queue.Waiting.Select(Number));
    });

    [Fact]
    public void Counts_WhileHandlingAndWaitingForARetry_AreShown() => SingleThread.Run(async () =>
    {
        var first = new TaskCompletionSource<DeleteOutcome>();
        var second = new TaskCompletionSource<DeleteOutcome>();
        var consuming = _queue.ConsumeAsync((group, _) => Number(group) == 1 ? first.Task : second.Task, _stop.Token);
        await _queue.EnqueueAsync([Group(1), Group(2), Group(3)]);
        Assert.Equal((2, 1, 0), (_queue.Running, _queue.Waiting.Count, _queue.Delayed));

        _queue.IsPaused = true;
        first.SetResult(DeleteOutcome.Retry(TimeSpan.FromMinutes(1)));
        Assert.Equal((1, 1, 1), (_queue.Running, _queue.Waiting.Count, _queue.Delayed));

        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((1, 2, 0), (_queue.Running, _queue.Waiting.Count, _queue.Delayed));
        second.SetResult(DeleteOutcome.Done);
        _stop.Cancel();
        await consuming;
        Assert.Equal([3, 1], _queue.Waiting.Select(Number));
    });

    [Fact]
    public void UseInMemory_Instance_IsTheOneThatTheBuilderMakes()
    {
        var builder = new ResilientStorageBuilder(new ServiceCollection(), "documents").DeleteQueue(queue => queue.UseInMemory(_queue));

        Assert.Same(_queue, builder.DeleteQueueBuilder.Factory!(new NoServices()));
    }

    [Fact]
    public void UseInMemory_NoInstance_MakesANewOne()
    {
        var builder = new ResilientStorageBuilder(new ServiceCollection(), "documents").DeleteQueue(static queue => queue.UseInMemory());

        Assert.IsType<InMemoryDeleteQueue>(builder.DeleteQueueBuilder.Factory!(new NoServices()));
    }

    [Fact]
    public void LoseNextAndDuplicateNext_Negative_Throw()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _queue.LoseNext(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => _queue.DuplicateNext(-1));
    }

    private static DeleteGroup Group(int number) => new() { Id = new Guid(number, 0, 0, new byte[8]), Instance = "documents", VersionIds = [] };

    private static int Number(DeleteGroup group) => BitConverter.ToInt32(group.Id.ToByteArray());

    private async Task ConsumeAllAsync()
    {
        var consuming = ConsumeAsync();
        _stop.Cancel();
        await consuming;
    }

    private Task ConsumeAsync() => _queue.ConsumeAsync(
        (group, _) =>
        {
            _handled.Add(Number(group));
            return Task.FromResult(DeleteOutcome.Done);
        },
        _stop.Token);

    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
