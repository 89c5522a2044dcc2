using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ResilientStorage.Deletes;
using ResilientStorage.Deletes.InProcess;
using ResilientStorage.Testing;
using ResilientStorage.Tests.Resilience;

namespace ResilientStorage.Tests.Deletes.InProcess;

/// <summary>What the conformance suite of delete queues does not ask.</summary>
public sealed class InProcessDeleteQueueTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly CapturingLogger _logger = new();

    [Fact]
    public void EnqueueAsync_MoreThanTheRoom_TakesNoneAndSaysWhatHappens() => SingleThread.Run(async () =>
    {
        var queue = Create(new InProcessDeleteQueueOptions { Capacity = 3 });
        await queue.EnqueueAsync([Group(1), Group(2)]);

        var error = await Assert.ThrowsAsync<StorageException>(() => queue.EnqueueAsync([Group(3), Group(4)]));

        Assert.Equal(StorageErrorKind.Throttled, error.Kind);
        Assert.False(error.MayHaveTakenEffect);
        Assert.Equal("EnqueueDeletes", error.Operation);
        Assert.Equal(
            "The delete queue in this process holds 3 groups at most and has no room for 2 more. Nothing is lost: the ledger has recorded the removals, and its polling does them later. To take more, raise InProcessDeleteQueueOptions.Capacity.",
            error.Message);
        Assert.Equal([1, 2], await DrainAsync(queue));
    });

    [Fact]
    public void ConsumeAsync_Concurrency_IsThatOfEachConsumer() => SingleThread.Run(async () =>
    {
        using var stop = new CancellationTokenSource();
        var queue = Create(new InProcessDeleteQueueOptions { Concurrency = 3 });
        List<TaskCompletionSource<DeleteOutcome>> running = [];
        Task<DeleteOutcome> Handle(DeleteGroup group, CancellationToken token)
        {
            running.Add(new TaskCompletionSource<DeleteOutcome>());
            return running[^1].Task;
        }

        Task[] consumers = [queue.ConsumeAsync(Handle, stop.Token), queue.ConsumeAsync(Handle, stop.Token)];
        await queue.EnqueueAsync([.. Enumerable.Range(1, 10).Select(Group)]);

        Assert.Equal(6, running.Count);
        stop.Cancel();
        running.ForEach(static handling => handling.SetResult(DeleteOutcome.Done));
        await Task.WhenAll(consumers);
        Assert.Equal([7, 8, 9, 10], await DrainAsync(queue));
    });

    [Fact]
    public void ConsumeAsync_HandlerThatThrows_IsLoggedWithItsGroup() => SingleThread.Run(async () =>
    {
        using var stop = new CancellationTokenSource();
        var queue = Create(new InProcessDeleteQueueOptions());
        var planned = new InvalidOperationException("Planned.");
        var consuming = queue.ConsumeAsync((_, _) => throw planned, stop.Token);

        await queue.EnqueueAsync([Group(1)]);

        var (level, message, error) = Assert.Single(_logger.Entries);
        Assert.Equal(LogLevel.Warning, level);
        Assert.Contains(Group(1).Id.ToString(), message, StringComparison.Ordinal);
        Assert.Contains("00:00:30", message, StringComparison.Ordinal);
        Assert.Same(planned, error);
        stop.Cancel();
        await consuming;
    });

    [Fact]
    public void ConsumeAsync_HandlerThatStopsWhenAsked_IsNotLogged() => SingleThread.Run(async () =>
    {
        using var stop = new CancellationTokenSource();
        var queue = Create(new InProcessDeleteQueueOptions());
        var working = new TaskCompletionSource<DeleteOutcome>();
        var consuming = queue.ConsumeAsync((_, _) => working.Task, stop.Token);
        await queue.EnqueueAsync([Group(1)]);

        stop.Cancel();
        working.SetCanceled(stop.Token);
        await consuming;

        Assert.Empty(_logger.Entries);
    });

    [Fact]
    public void ConsumeAsync_GroupEnds_LeavesNoTimerBehind() => SingleThread.Run(async () =>
    {
        var queue = Create(new InProcessDeleteQueueOptions());
        await queue.EnqueueAsync([Group(1), Group(2), Group(3)]);

        Assert.Equal([1, 2, 3], await DrainAsync(queue));

        Assert.Equal(0, _clock.ArmedTimers);
    });

    [Fact]
    public void ConsumeAsync_RetryBeyondTheLongestTimer_WaitsAsLongAsATimerCan() => SingleThread.Run(async () =>
    {
        using var stop = new CancellationTokenSource();
        var queue = Create(new InProcessDeleteQueueOptions());
        var calls = 0;
        var consuming = queue.ConsumeAsync((_, _) => Task.FromResult(++calls == 1 ? DeleteOutcome.Retry(TimeSpan.MaxValue) : DeleteOutcome.Done), stop.Token);
        await queue.EnqueueAsync([Group(1)]);

        _clock.Advance(TimeSpan.FromDays(49));
        Assert.Equal(1, calls);
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(2, calls);
        stop.Cancel();
        await consuming;
    });

    [Fact]
    public void ConsumeAsync_TenThousandGroupsThatEndAtOnce_DoNotDeepenTheStack() => SingleThread.Run(async () =>
    {
        using var stop = new CancellationTokenSource();
        var queue = Create(new InProcessDeleteQueueOptions());
        List<int> depths = [];
        var first = new TaskCompletionSource<DeleteOutcome>();
        var second = new TaskCompletionSource<DeleteOutcome>();
        var consuming = queue.ConsumeAsync(
            (group, _) =>
            {
                depths.Add(new System.Diagnostics.StackTrace().FrameCount);
                return Number(group) switch
                {
                    1 => first.Task,
                    2 => second.Task,
                    _ => Task.FromResult(DeleteOutcome.Done),
                };
            },
            stop.Token);
        await queue.EnqueueAsync([.. Enumerable.Range(1, 10_000).Select(Group)]);

        second.SetResult(DeleteOutcome.Done);
        first.SetResult(DeleteOutcome.Done);

        Assert.Equal(10_000, depths.Count);
        Assert.InRange(depths.Max() - depths.Min(), 0, 50);
        stop.Cancel();
        await consuming;
    });

    [Fact]
    public async Task ConsumeAsync_ManyThreads_HandleEveryGroupAndNeverMoreThanTwoAConsumer()
    {
        using var stop = new CancellationTokenSource();
        var queue = new InProcessDeleteQueue(new InProcessDeleteQueueOptions(), TimeProvider.System, NullLogger<InProcessDeleteQueue>.Instance);
        const int Producers = 4;
        const int Each = 500;
        var done = new int[(Producers * Each) + 1];
        var left = Producers * Each;
        var tooMany = 0;
        var allDone = new TaskCompletionSource();
        Func<DeleteGroup, CancellationToken, Task<DeleteOutcome>> Handler(int seed)
        {
            var random = new Random(seed);
            var running = 0;
            return async (group, token) =>
            {
                Interlocked.Add(ref tooMany, Interlocked.Increment(ref running) > 2 ? 1 : 0);
                int chance;
                lock (random)
                {
                    chance = random.Next(4);
                }

                if (chance > 0)
                {
                    await Task.Yield();
                }

                Interlocked.Decrement(ref running);
                if (chance == 1)
                {
                    return DeleteOutcome.Retry(TimeSpan.Zero);
                }

                Interlocked.Increment(ref done[Number(group)]);
                if (Interlocked.Decrement(ref left) == 0)
                {
                    allDone.SetResult();
                }

                return DeleteOutcome.Done;
            };
        }

        // Consumers that come and go put their groups back while others take them.
        var consuming = Task.WhenAll(queue.ConsumeAsync(Handler(1), stop.Token), queue.ConsumeAsync(Handler(2), stop.Token));
        var passing = Task.Run(async () =>
        {
            for (var i = 0; i < 200; i++)
            {
                using var brief = new CancellationTokenSource();
                var visit = queue.ConsumeAsync(Handler(i), brief.Token);
                await Task.Yield();
                brief.Cancel();
                await visit;
            }
        });
        await Task.WhenAll(Enumerable.Range(0, Producers).Select(producer => Task.Run(async () =>
        {
            for (var i = 1; i <= Each; i++)
            {
                await queue.EnqueueAsync([Group((producer * Each) + i)]);
            }
        })));
        await passing;
        await allDone.Task;
        stop.Cancel();
        await consuming;

        Assert.Equal(0, tooMany);
        Assert.All(done.Skip(1), static count => Assert.Equal(1, count));
    }

    [Theory]
    [InlineData(0, 2, 600, 30, "Capacity is 0: give the delete queue room for at least 1 group.")]
    [InlineData(1, 0, 600, 30, "Concurrency is 0: let at least 1 group be handled at once.")]
    [InlineData(1, 1, 0, 30, "GroupTimeout is 00:00:00: give more than zero and at most 1.00:00:00.")]
    [InlineData(1, 1, 86401, 30, "GroupTimeout is 1.00:00:01: give more than zero and at most 1.00:00:00.")]
    [InlineData(1, 1, 600, 0, "RetryDelay is 00:00:00: give more than zero and at most 1.00:00:00.")]
    [InlineData(1, 1, 600, 86401, "RetryDelay is 1.00:00:01: give more than zero and at most 1.00:00:00.")]
    public void Constructor_OptionOutOfRange_ThrowsWithTheValueAndTheRange(int capacity, int concurrency, int timeoutSeconds, int retrySeconds, string expected)
    {
        var options = new InProcessDeleteQueueOptions
        {
            Capacity = capacity,
            Concurrency = concurrency,
            GroupTimeout = TimeSpan.FromSeconds(timeoutSeconds),
            RetryDelay = TimeSpan.FromSeconds(retrySeconds),
        };

        var error = Assert.Throws<OptionsValidationException>(() => Create(options));
        Assert.Equal(expected, Assert.Single(error.Failures));
    }

    [Fact]
    public void Options_Defaults_AreThoseOfTheDesign()
    {
        var options = new InProcessDeleteQueueOptions();

        Assert.Equal(10_000, options.Capacity);
        Assert.Equal(2, options.Concurrency);
        Assert.Equal(TimeSpan.FromMinutes(10), options.GroupTimeout);
        Assert.Equal(TimeSpan.FromSeconds(30), options.RetryDelay);
        Assert.NotNull(Create(options));
    }

    private static DeleteGroup Group(int number) => new() { Id = new Guid(number, 0, 0, new byte[8]), Instance = "documents", VersionIds = [] };

    private static int Number(DeleteGroup group) => BitConverter.ToInt32(group.Id.ToByteArray());

    private static async Task<List<int>> DrainAsync(InProcessDeleteQueue queue)
    {
        using var stop = new CancellationTokenSource();
        List<int> numbers = [];
        var consuming = queue.ConsumeAsync(
            (group, _) =>
            {
                numbers.Add(Number(group));
                return Task.FromResult(DeleteOutcome.Done);
            },
            stop.Token);
        stop.Cancel();
        await consuming;
        return numbers;
    }

    private InProcessDeleteQueue Create(InProcessDeleteQueueOptions options) => new(options, _clock, _logger);
}
